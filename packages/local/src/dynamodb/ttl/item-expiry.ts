/**
 * When this world deletes an item for its TTL. Instants stay real here and only waits are divided by the world's speed, so an
 * item whose time lies in the future is deleted after the divided wait, counted from when this replica first saw it with that time.
 */
import { DAY_MS, SECOND_MS } from "@tandem/kernel";
import type { Item } from "../item/attribute.ts";
import type { ItemRow } from "../journal/item-rows.ts";
import type { Replica } from "../replica/replica.ts";
import type { TrackedTable } from "../table/table-catalog.ts";

/** AWS leaves items alone whose time is over for more than five years, lest a wrong unit delete a table. */
const PAST_MS_MAX = 5 * 365 * DAY_MS;

export function itemExpiry(
  replica: Pick<Replica, "clock" | "pace">,
  options: { readonly table: TrackedTable; readonly image: Item | undefined; readonly former: ItemRow | undefined },
): ItemRow["expiry"] {
  const { table, image, former } = options;
  if (table.ttlAttribute === undefined) return undefined;
  const ttl = Number(image?.[table.ttlAttribute]?.N);
  if (!Number.isFinite(ttl)) return undefined;
  if (former?.expiry?.ttl === ttl) return former.expiry;
  const nowMs = replica.clock.nowMs();
  const waitMs = ttl * SECOND_MS - nowMs;
  if (waitMs < -PAST_MS_MAX) return undefined;
  const dueMs = Math.ceil(nowMs + replica.pace.wait(Math.max(0, waitMs)));
  return Number.isSafeInteger(dueMs) ? { ttl, dueMs } : undefined;
}
