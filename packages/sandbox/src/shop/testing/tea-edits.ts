/** What is said of tea in a tale, and asked for in vain: its name, its price, and how much of it is wanted where. */
import type { Region } from "@tandem/kernel";
import { formatStamp, makeKey, makePartition } from "@tandem/replication";
import { type Tale, TEA } from "./tale.ts";

export interface TeaFields {
  readonly name?: string;
  readonly price?: number;
}

/** Renames tea, or prices it, or both; whoever hears nothing of it may have done it or not. */
export function editTea(
  tale: Tale,
  fields: TeaFields,
  { region, unheard = false }: { readonly region: Region; readonly unheard?: boolean },
): void {
  Object.assign(tale.shown, fields);
  const { name, price } = tale.shown;
  tale.ask(region, { kind: "put-product", sku: TEA, name, price }, unheard ? undefined : { status: 200 });
  writeTea(tale, region, fields);
}

export function writeTea(tale: Tale, region: Region, fields: TeaFields): void {
  const { partition, sort } = makeKey({ partition: makePartition(["PRODUCT", TEA]), name: "DETAILS", region });
  const here = [...(tale.standing.get(region)?.values() ?? [])];
  const known = here.filter((item) => item.kind === "fragment" && item.partition === partition);
  const stamp = formatStamp({ ms: tale.nowMs(), counter: 0, region });
  const seen = Object.fromEntries(known.map((item) => [item.region, item.stamp]));
  const over =
    known
      .map((item) => item.stamp)
      .toSorted()
      .at(-1) ?? null;
  const edited = Object.entries(fields).map(([field, value]) => [field, { value, stamp, over, seen }] as const);
  const own = known.find((item) => item.region === region);
  const data = { ...(own?.kind === "fragment" ? own.data : {}), ...Object.fromEntries(edited) };
  tale.write({ kind: "fragment", partition, sort, region, v: 1, stamp, commitId: `edit_${stamp}`, data });
}

/** Somebody was refused tea in `region`, and it says so to the others. */
export function wantTea(tale: Tale, region: Region, asked: number): void {
  const { partition, sort } = makeKey({ partition: makePartition(["STOCK", TEA, "0"]), name: "WANTED", region });
  const stamp = formatStamp({ ms: tale.nowMs(), counter: 0, region });
  const data = { asked, missing: asked, received: 0 };
  tale.write({ kind: "fragment", partition, sort, region, v: 1, stamp, commitId: `want_${stamp}`, data });
}
