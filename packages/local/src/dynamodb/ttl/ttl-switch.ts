/** Turns TTL on and off for a table, as the engine was told: the items that stand are given the time at which they go, or lose it. */
import type { Replica } from "../replica/replica.ts";
import { describeInEngine, learnAllItems, trackTable } from "../table/track-table.ts";
import { itemExpiry } from "./item-expiry.ts";

const PAGE_COUNT = 500;

export async function setTtl(
  replica: Replica,
  options: { readonly table: string; readonly attribute: string | undefined },
): Promise<void> {
  const { table: name, attribute } = options;
  if (attribute === undefined && replica.tables.get(name) === undefined) return;
  const tracked = trackTable(replica, await describeInEngine(replica, name), { isNew: false });
  replica.tables.put({ ...tracked, ttlAttribute: attribute });
  await learnAllItems(replica, name);
  dateItems(replica, name);
}

/** Items learned or written before the switch get their time now, which is when this replica first sees them with one. */
function dateItems(replica: Replica, name: string): void {
  const table = replica.tables.get(name);
  if (table === undefined) return;
  let afterKey = "";
  for (;;) {
    const page = replica.items.page({ table: name, afterKey, limit: PAGE_COUNT });
    replica.journal.together(() => {
      for (const row of page) {
        const expiry = itemExpiry(replica, { table, image: row.image, former: undefined });
        if (expiry !== row.expiry) replica.items.put({ ...row, expiry });
      }
    });
    if (page.length < PAGE_COUNT) return;
    afterKey = page.at(-1)?.key ?? "";
  }
}
