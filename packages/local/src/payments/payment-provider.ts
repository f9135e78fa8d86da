/**
 * A payment provider that behaves like a real one, and like a real one on a bad day: it takes money once per key, remembers keys
 * for a day (of this world's pace), may be slow or away, and its ledger survives everything.
 */
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { type Clock, MINUTE_MS, type Random } from "@tandem/kernel";
import { listenHttp } from "../world/http-server.ts";
import type { Pace } from "../world/pace.ts";
import { openLedger } from "./ledger.ts";
import { noPaymentFaults, type PaymentFaults } from "./payment-faults.ts";
import { paymentRoutes } from "./payment-routes.ts";
import { KEY_LIFE_MS } from "./take-payment.ts";

export interface PaymentProvider {
  readonly url: string;
  readonly faults: PaymentFaults;
  /** Every key used until now is as good as new. */
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
  const terms = () => {
    const keyLifeMs = pace.wait(faults.forgets ? FORGETFUL_KEY_LIFE_MS : KEY_LIFE_MS);
    ledger.forgetKeys(nowMs() - keyLifeMs);
    return { ledger, random, keyLifeMs };
  };
  const routes = paymentRoutes({ ledger, faults, terms, nowMs });
  const server = await listenHttp({ port, handler: getRequestListener(routes.fetch) });
  return {
    url: server.url,
    faults,
    forgetKeys: () => ledger.forgetKeys(nowMs() + 1),
    async close() {
      await server.close();
      ledger.close();
    },
  };
}
