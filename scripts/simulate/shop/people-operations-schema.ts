/** What people do with their own data, as it stands in a file. */
import * as z from "zod";

const customer = z.string();
const key = z.string();
const Edit = z.string().nullable().exactOptional();

export const PEOPLE_OPERATIONS = [
  z.strictObject({
    kind: z.literal("add-to-cart"),
    customer,
    key,
    sku: z.string().min(1),
    quantity: z.int().nonnegative(),
  }),
  z.strictObject({ kind: z.literal("remove-from-cart"), customer, sku: z.string().min(1) }),
  z.strictObject({ kind: z.literal("show-cart"), customer }),
  z.strictObject({ kind: z.literal("check-out"), customer, key }),
  z.strictObject({
    kind: z.literal("edit-profile"),
    customer,
    edits: z.strictObject({ name: Edit, email: Edit, address: Edit, phone: Edit }),
    overSeen: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal("read-profile"), customer }),
  z.strictObject({ kind: z.literal("claim-handle"), customer, handle: z.string() }),
  z.strictObject({ kind: z.literal("read-handle"), customer, handle: z.string() }),
  z.strictObject({ kind: z.literal("erase-person"), customer }),
  z.strictObject({ kind: z.literal("list-conflicts"), limit: z.int().nonnegative() }),
] as const;
