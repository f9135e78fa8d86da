/**
 * Remembers who was refused, for want of stock as a rule, and where. A region says what it is short of once in a while, however many ask, so whether a
 * second want is said depends on how soon it comes: on a quiet day the next one waits until it is surely said.
 */
import { type Region, SECOND_MS } from "@tandem/kernel";
import type { Plan, ShopWorld } from "@tandem/sandbox";

export interface ShortRegions {
  /** The world, listened to. */
  readonly shop: ShopWorld;
  /** Whether somebody was refused since this was asked last. */
  isNewlyShort(): boolean;
  /** How long this order has to wait, in milliseconds. */
  waitFor(planned: Plan["operations"][number]): number;
}

/** A region is silent for ten seconds, and an answer comes a moment after its want was said. */
const SAID_AGAIN_MS = 11 * SECOND_MS;
const REFUSED_STATUS = 409;

export function createShortRegions(shop: ShopWorld): ShortRegions {
  const refusedAtMs = new Map<string, number>();
  let isShort = false;
  return {
    shop: {
      ...shop,
      async ask(request) {
        const heard = await shop.ask(request);
        if (heard.kind === "answer" && heard.status === REFUSED_STATUS) {
          for (const name of namesOf(request.region, request.ask.body)) refusedAtMs.set(name, shop.nowMs());
          isShort = true;
        }
        return heard;
      },
    },
    isNewlyShort() {
      const was = isShort;
      isShort = false;
      return was;
    },
    waitFor({ region, operation }) {
      const sinceMs = namesOf(region, operation).map((name) => refusedAtMs.get(name) ?? 0);
      return Math.max(0, Math.max(0, ...sinceMs) + SAID_AGAIN_MS - shop.nowMs());
    },
  };
}

/** A region says of each product by itself that it is short of it. */
function namesOf(region: Region, asked: unknown): readonly string[] {
  const { lines = [] } = (asked ?? {}) as { readonly lines?: readonly { readonly sku: string }[] };
  return lines.map(({ sku }) => `${region} ${sku}`);
}
