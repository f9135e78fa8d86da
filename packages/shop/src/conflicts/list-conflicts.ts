/**
 * What merging had to decide, newest first, each once: what two regions tell of one conflict stands side by side, under one stamp and one id, and
 * a page ends before or behind both. The list goes back month by month for as long as a conflict is kept.
 */
import { DAY_MS, done, type Outcome, refused } from "@tandem/kernel";
import { PAGE_ITEMS_MAX, parseSort, sortPrefix } from "@tandem/replication";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { ShopContext } from "../shop-context.ts";
import {
  CONFLICT_KEPT_MS,
  type Conflict,
  ConflictItem,
  conflictsPartition,
  monthOf,
  readConflict,
} from "./conflict.ts";

export interface ConflictPage {
  readonly items: readonly Conflict[];
  readonly next: string | null;
}

interface Place {
  readonly month: string;
  readonly after?: string | undefined;
}

const LIST = { list: "conflicts", owner: "operators" };
/** Five months at most are looked into, and one of them may need a second page: more is for the next page of the list. */
const READS_MAX = 8;
const PLACE = /^(\d{4}-(?:0[1-9]|1[0-2]))\|(.*)$/s;

export async function listConflicts(
  { table, clock, regions }: Pick<ShopContext, "table" | "clock" | "regions">,
  options: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Outcome<ConflictPage, { readonly reason: "bad-cursor" }>> {
  const nowMs = clock.nowMs();
  // A stamp may lie a little ahead of this clock, and in the next month.
  const start = options.cursor === undefined ? done({ month: monthOf(nowMs + DAY_MS) }) : placeOf(options.cursor);
  if (!start.ok) return start;
  const oldest = monthOf(nowMs - CONFLICT_KEPT_MS);
  const found = new Map<string, Conflict>();
  let place: Place | undefined = start.value;
  for (let reads = 0; reads < READS_MAX && place !== undefined; reads += 1) {
    const { month, after }: Place = place;
    const page = await table.page(conflictsPartition(month), {
      consistent: true,
      prefix: ConflictItem.prefix,
      limit: Math.min(PAGE_ITEMS_MAX, (options.limit + 1) * regions.length),
      order: "descending",
      ...(after === undefined ? {} : { after }),
    });
    for (const item of page.items.filter(ConflictItem.is)) {
      const { tail } = parseSort(item.sort);
      const conflict = readConflict(item);
      if (found.size === options.limit && !found.has(conflict.id)) return done(pageOf(found, place));
      found.set(conflict.id, conflict);
      place = { month, after: sortPrefix(ConflictItem.name, tail) };
    }
    place = page.next === undefined ? monthBefore(month, oldest) : { month, after: page.next };
  }
  return done(pageOf(found, place));
}

function pageOf(found: ReadonlyMap<string, Conflict>, place: Place | undefined): ConflictPage {
  const next = place === undefined ? null : encodeCursor(LIST, `${place.month}|${place.after ?? ""}`);
  return { items: [...found.values()], next };
}

function placeOf(cursor: string): Outcome<Place, { readonly reason: "bad-cursor" }> {
  const position = decodeCursor(LIST, cursor);
  if (!position.ok) return position;
  const [, month, after] = PLACE.exec(position.value) ?? [];
  if (month === undefined) return refused({ reason: "bad-cursor" });
  return done({ month, after: after === "" ? undefined : after });
}

function monthBefore(month: string, oldest: string): Place | undefined {
  const before = monthOf(Date.parse(`${month}-01T00:00:00.000Z`) - DAY_MS);
  return before < oldest ? undefined : { month: before };
}
