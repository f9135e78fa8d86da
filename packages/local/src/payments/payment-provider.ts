/**
 * A payment provider that behaves like a real one, and like a real one on a bad day: it takes money once per key, remembers keys
 * for a day (of this world's pace), may be slow or away, and its ledger survives everything.
 */
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { type Clock, MINUTE_MS, type Random, SECOND_MS } from "@tandem/kernel";
import { listenHttp } from "../world/http-server.ts";
import type { Pace } from "../world/pace.ts";
import { openLedger } from "./ledger.ts";
import { noPaymentFaults, type PaymentFaults } from "./payment-faults.ts";
import { paymentRoutes } from "./payment-routes.ts";
import { KEY_LIFE_MS } from "./take-payment.ts";

export interface PaymentProvider {
  readonly url: string;
  readonly faults: PaymentFaults;
  /** Every key that has lived as long as a forgetful provider keeps one is as good as new. */
  forgetKeys(): void;
  close(): Promise<void>;
}

export interface PaymentProviderOptions {
  readonly port: number;
  readonly directory: string;
  readonly pace: Pace;
  readonly clock: Pick<Clock, "nowMs">;
  readonly random: Random;
}

/** While it forgets, a key lives this long: less than any of our retries may wait. */
const FORGETFUL_KEY_LIFE_MS = MINUTE_MS;
/**
 * The longest run of a function, which no speed makes shorter. Two that run at once may both find no charge, and then nothing but the key keeps them
 * from taking it twice: a provider that forgets it meanwhile is one that no client can be safe with, however slow the world.
 */
const WORK_MS_MAX = 30 * SECOND_MS;

export async function createPaymentProvider({
  port,
  directory,
  pace,
  clock,
  random,
}: PaymentProviderOptions): Promise<PaymentProvider> {
  const ledger = openLedger(join(directory, "ledger.sqlite"));
  const faults = noPaymentFaults();
  const nowMs = () => clock.nowMs();
  const forgetfulLifeMs = Math.max(pace.wait(FORGETFUL_KEY_LIFE_MS), WORK_MS_MAX);
  const terms = () => {
    const keyLifeMs = faults.forgets ? forgetfulLifeMs : pace.wait(KEY_LIFE_MS);
    ledger.forgetKeys(nowMs() - keyLifeMs);
    return { ledger, random, keyLifeMs };
  };
  const routes = paymentRoutes({ ledger, faults, terms, nowMs });
  const server = await listenHttp({ port, handler: getRequestListener(routes.fetch) });
  return {
    url: server.url,
    faults,
    forgetKeys: () => ledger.forgetKeys(nowMs() - forgetfulLifeMs),
    async close() {
      await server.close();
      ledger.close();
    },
  };
}
