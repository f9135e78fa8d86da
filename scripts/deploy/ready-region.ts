/** Whether a region says that it is ready, and the wait until it does so several times in a row, as Route 53 will ask it. */
import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import type { Seen } from "./seen.ts";
import type { Ask, WalkPorts } from "./walk-ports.ts";

/** One good answer may be the only warm environment's; Route 53 itself wants three. */
export const READY_IN_A_ROW = 3;
const BETWEEN_MS = 5 * SECOND_MS;
/** A new host name is known everywhere within minutes; a function that is not ready by then will not be. */
const WAIT_MS_MAX = 10 * MINUTE_MS;
const SHOWN_LETTERS_MAX = 120;

/** Asks once. */
export async function seeReadiness(ask: Ask, target: { readonly url: string; readonly region: string }): Promise<Seen> {
  const answer = await ask({ method: "GET", url: `${target.url}/readyz` });
  if (!answer.ok) return { ok: false, saw: answer.refusal.reason };
  const { status, body } = answer.value;
  const ready = `ready ${target.region}`;
  // A redirect is not health, and us-east-1 is not us-east-10.
  const ok = status === 200 && (body === ready || /^\s/.test(body.slice(ready.length))) && body.startsWith(ready);
  return { ok, saw: `${status} ${JSON.stringify(body.slice(0, SHOWN_LETTERS_MAX))}` };
}

export async function waitUntilReady(
  target: { readonly url: string; readonly region: string; readonly stage: string },
  ports: WalkPorts,
): Promise<Seen> {
  const startMs = ports.clock.elapsedMs();
  let inARow = 0;
  let last: Seen = { ok: false, saw: "nothing yet" };
  while (!ports.interruption.aborted) {
    last = await seeReadiness(ports.ask, target);
    inARow = last.ok ? inARow + 1 : 0;
    if (inARow >= READY_IN_A_ROW) return { ok: true, saw: `${READY_IN_A_ROW} times in a row: ${last.saw}` };
    const waitedMs = ports.clock.elapsedMs() - startMs;
    if (waitedMs >= WAIT_MS_MAX)
      return {
        ok: false,
        saw: `not ready ${READY_IN_A_ROW} times in a row within ${WAIT_MS_MAX / MINUTE_MS} min; last: ${last.saw}`,
      };
    ports.progress.live(target.stage, `waiting until ready, ${inARow} of ${READY_IN_A_ROW}: ${last.saw}`);
    await ports.pause(BETWEEN_MS);
  }
  return { ok: false, saw: `interrupted while waiting until ready; last: ${last.saw}` };
}
