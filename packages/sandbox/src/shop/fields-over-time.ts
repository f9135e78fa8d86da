/**
 * The fields of a product as each region's replica shows them over time, and who wrote what, read without the shop's help: of the edits of one
 * field the one with the highest stamp is shown.
 */
import type { Region } from "@tandem/kernel";
import type { FragmentItem, Item } from "@tandem/replication";
import type { Changed } from "./history.ts";

export type Field = "name" | "price";
export const FIELDS: readonly Field[] = ["name", "price"];

/** One edit of a field, as a region's fragment of the product has it. */
export interface Register {
  readonly value: unknown;
  readonly stamp: string;
}

export interface FieldChange {
  readonly atMs: number;
  readonly by: Changed["by"];
  readonly before: FragmentItem | undefined;
  readonly after: FragmentItem;
  /** What the replica shows from now on. */
  readonly shown: Readonly<Partial<Record<Field, Register>>>;
}

const PRODUCT = "PRODUCT#";
const DETAILS = "DETAILS#";

/** Each change of a product's fields in each region's replica, in order. */
export function fieldChanges(changes: readonly Changed[]): ReadonlyMap<string, readonly FieldChange[]> {
  const timelines = new Map<string, FieldChange[]>();
  const standing = new Map<string, Map<string, FragmentItem>>();
  for (const { atMs, region, by, before, after } of changes) {
    if (!isDetails(after)) continue;
    const place = placeOf(after.partition.slice(PRODUCT.length), region);
    const fragments = standing.get(place) ?? new Map<string, FragmentItem>();
    fragments.set(after.sort, after);
    standing.set(place, fragments);
    const timeline = timelines.get(place) ?? [];
    const shown = Object.fromEntries(FIELDS.map((field) => [field, newest([...fragments.values()], field)]));
    timeline.push({ atMs, by, before: isDetails(before) ? before : undefined, after, shown });
    timelines.set(place, timeline);
  }
  return timelines;
}

export function placeOf(sku: string, region: Region): string {
  return `${sku} in ${region}`;
}

export function registerOf(item: FragmentItem | undefined, field: Field): Register | undefined {
  return item?.data[field] as Register | undefined;
}

/** The changes of `timeline` from one time to another, and the last one before them. */
export function changesBetween(
  timeline: readonly FieldChange[],
  fromMs: number,
  toMs: number,
): { readonly before: FieldChange | undefined; readonly within: readonly FieldChange[] } {
  return {
    before: timeline.findLast(({ atMs }) => atMs < fromMs),
    within: timeline.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs),
  };
}

function newest(items: readonly FragmentItem[], field: Field): Register | undefined {
  return items
    .flatMap((item) => registerOf(item, field) ?? [])
    .reduce<Register | undefined>(
      (best, each) => (best === undefined || each.stamp > best.stamp ? each : best),
      undefined,
    );
}

function isDetails(item: Item | undefined): item is FragmentItem {
  return item?.kind === "fragment" && item.partition.startsWith(PRODUCT) && item.sort.startsWith(DETAILS);
}
