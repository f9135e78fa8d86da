/** What the provider accepts. A wrong type, a missing or an unknown field is answered with 400 that names it. */
import { z } from "zod";

/** As with real providers: long enough for a UUID with a prefix, short enough to index. */
const KEY_LENGTH_MAX = 255;
/** In cents; ten million is more than this shop will ever take at once, and far below the numbers that JSON can hold. */
const AMOUNT_MAX = 1_000_000_000;
const PAGE_MAX = 1_000;

const OrderId = z.string().min(1).max(128);

/** For `POST /charges` and `POST /refunds` alike. */
export const PaymentRequest = z.strictObject({ orderId: OrderId, amount: z.int().min(1).max(AMOUNT_MAX) });
export type PaymentRequest = z.infer<typeof PaymentRequest>;

export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]+$/, "has printable characters only")
  .max(KEY_LENGTH_MAX);

export const ListQuery = z.strictObject({
  orderId: OrderId.optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(100),
});
