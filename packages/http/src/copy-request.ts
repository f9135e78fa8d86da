/**
 * How one region asks another to keep a copy of an order: a request that only a region can make, to one region, for a short time. The signature covers
 * the body, the time and whom it is for. It may be sent again within its time, which keeps the same copy.
 */
import { hash } from "node:crypto";
import { type Clock, isRegion, type Region, SECOND_MS } from "@tandem/kernel";
import { isStamp, type Stamp } from "@tandem/replication";
import { isOrderId, LINE_QUANTITY_MAX, ORDER_LINES_MAX, ORDER_TOTAL_CENTS_MAX, type OrderCopy } from "@tandem/shop";
import * as z from "zod";
import type { KeyRing } from "./key-ring.ts";

export const COPIES_PATH = "/internal/copies";
export const SIGNATURE_NAME = "Tandem-Signature";
/** How far the clocks of two regions may differ, and the road between them takes. */
const SIGNED_MS_MAX = 60 * SECOND_MS;
const TEXT_LENGTH_MAX = 256;

const Price = z.int().nonnegative().max(ORDER_TOTAL_CENTS_MAX);
const Text = z.string().min(1).max(TEXT_LENGTH_MAX);
const Copy = z.object({
  region: z.string().refine(isRegion),
  stamp: z.custom<Stamp>((value) => isStamp(value)),
  order: z.object({
    orderId: z.string().refine(isOrderId),
    customer: Text,
    lines: z
      .array(z.object({ sku: Text, quantity: z.int().positive().max(LINE_QUANTITY_MAX), price: Price }))
      .min(1)
      .max(ORDER_LINES_MAX),
    total: Price,
    currency: Text,
    fingerprint: Text,
  }),
});

export interface SignedCopy {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Between {
  readonly ring: KeyRing;
  readonly clock: Pick<Clock, "nowMs">;
  /** Whom it is for. */
  readonly to: Region;
}

export function signCopy(copy: OrderCopy, { ring, clock, to }: Between): SignedCopy {
  const body = JSON.stringify(copy);
  const time = String(clock.nowMs());
  const signature = `${time}.${ring.sign("copy", textOf({ body, time, to }))}`;
  return { body, headers: { "Content-Type": "application/json", [SIGNATURE_NAME]: signature } };
}

/** The copy; undefined if no region of ours has sent it to this one just now. */
export function verifyCopy(
  { body, signature }: { readonly body: string; readonly signature: string },
  { ring, clock, to }: Between,
): OrderCopy | undefined {
  const dot = signature.indexOf(".");
  const time = signature.slice(0, Math.max(dot, 0));
  if (!/^\d{1,15}$/.test(time) || Math.abs(clock.nowMs() - Number(time)) > SIGNED_MS_MAX) return undefined;
  if (!ring.verifies("copy", textOf({ body, time, to }), signature.slice(dot + 1))) return undefined;
  const parsed = Copy.safeParse(JSON.parse(body));
  return parsed.success ? parsed.data : undefined;
}

function textOf({ body, time, to }: { readonly body: string; readonly time: string; readonly to: Region }): string {
  return [COPIES_PATH, to, time, hash("sha256", body, "base64url")].join("\n");
}
