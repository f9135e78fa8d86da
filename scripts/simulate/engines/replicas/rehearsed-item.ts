/**
 * The item that a scripted write leaves: of the product's form, since whoever reads the table reads nothing else. Unlike any of the product's it is
 * written through all replicas: only then is there something to settle.
 */
import { contentId, type Region } from "@tandem/kernel";
import { formatStamp, type Item, makeKey, makePartition } from "@tandem/replication";

const KIND = "REHEARSAL";
/** What a product stamps is not what replicas go by; any time will do. */
const ANY_TIME_MS = Date.UTC(2026, 0, 1);

/** `owner` is the same for all who write the item. */
export function rehearsedItem(key: string, number: number, owner: Region): Item {
  const made = makeKey({ partition: makePartition([KIND, key]), name: "ITEM", region: owner });
  const { partition, sort, region } = made;
  const stamp = formatStamp({ ms: ANY_TIME_MS, counter: 0, region });
  const commitId = contentId("cmt", [key, String(number)]);
  return { kind: "fact", partition, sort, v: 1, region, stamp, commitId, data: { number } };
}

/** The scripted key and number of an item; nothing, if no script wrote it. */
export function readRehearsed(item: Item | undefined): { readonly key: string; readonly number: number } | undefined {
  const [kind, key] = item?.partition.split("#") ?? [];
  const number = item?.kind === "fact" ? item.data["number"] : undefined;
  return kind === KIND && key !== undefined && typeof number === "number" ? { key, number } : undefined;
}
