/**
 * The deletion of expired items. Every replica does so by itself, at its own times, and each deletion is a write like any other, with a
 * stamp of its own, which travels to the other replicas and may win over a renewal made there. Days may pass before it
 * happens; until then an expired item is still returned.
 */
import { fraction, HOUR_MS, type Random, SECOND_MS } from "@tandem/kernel";
import type { Machine } from "../machine/machine.ts";
import type { Network } from "./network.ts";
import type { ReplicaEndpoint } from "./replica-endpoint.ts";

/** AWS says "within a few days"; most sweeps are soon, some are late. */
const SWEEP_MS_MIN = 30 * SECOND_MS;
const SWEEP_MS_MAX = 6 * HOUR_MS;
const SWEEP_ITEMS_MAX = 200;

export interface ExpirySweepOptions {
  readonly machine: Pick<Machine, "after">;
  readonly network: Network;
  readonly endpoint: ReplicaEndpoint;
  readonly random: Random;
}

export function startExpirySweep({ machine, network, endpoint, random }: ExpirySweepOptions): void {
  const what = `sweep expired ${endpoint.region}`;
  const later = (): void => {
    const part = fraction(random);
    // The fourth power makes short waits the rule and long ones happen.
    const waitMs = SWEEP_MS_MIN + part * part * part * part * (SWEEP_MS_MAX - SWEEP_MS_MIN);
    machine.after(waitMs, what, () => {
      if (!network.isDown(endpoint.region)) endpoint.deleteExpired(SWEEP_ITEMS_MAX);
      later();
    });
  };
  later();
}
