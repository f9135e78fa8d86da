/** One tick of a region of a local world at the moment it is asked for, as Lambda's own endpoint gives it: the answer comes when the tick has ended. */
import { setTimeout as sleep } from "node:timers/promises";
import { MINUTE_MS, type Region } from "@tandem/kernel";

export interface TickOf {
  readonly region: Region;
  /** Of Lambda in this region. */
  readonly url: string;
}

/** Longer than a tick may take. */
const TIMEOUT_MS = MINUTE_MS;
/** A tick of the schedule that began before it was stopped is waited for: one runs at a time. */
const THROTTLED_STATUS = 429;
const TRIES_MAX = 100;
const PAUSE_MS = 100;

export async function invokeTick({ region, url }: TickOf): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const response = await fetch(`${url}/2015-03-31/functions/tick/invocations`, {
      method: "POST",
      body: "{}",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const said = await response.text();
    if (response.ok && response.headers.get("x-amz-function-error") === null) return;
    if (response.status !== THROTTLED_STATUS)
      throw new Error(`the tick of ${region} answered ${response.status}: ${said}`);
    await sleep(PAUSE_MS);
  }
  throw new Error(`the tick of ${region} found no room: does one never end?`);
}
