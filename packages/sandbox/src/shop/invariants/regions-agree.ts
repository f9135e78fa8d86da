/** Replication carries every item everywhere in the end, and nobody writes twice: so replicas at rest are the same. */
import { must } from "@tandem/kernel";
import type { Item } from "@tandem/replication";
import type { Ending } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";

export const regionsAgree: Invariant = {
  name: "regions agree",
  promise: "When all is healed, every region holds the same items.",
  breaches({ endings: [first, ...others] }) {
    return first === undefined ? [] : others.flatMap((other) => differences(first, other));
  },
};

function differences(left: Ending, right: Ending): readonly Breach[] {
  const ofLeft = byKey(left.items);
  const ofRight = byKey(right.items);
  const keys = new Set([...ofLeft.keys(), ...ofRight.keys()]);
  return [...keys].flatMap((key) => {
    const [here, there] = [ofLeft.get(key), ofRight.get(key)];
    if (here === there || JSON.stringify(here) === JSON.stringify(there)) return [];
    const tells = (ending: Ending, item: Item | undefined) =>
      item === undefined ? `${ending.region} has none` : `${ending.region} has the one of ${item.stamp}`;
    const about = must(here ?? there, "a key comes from an item").partition;
    return [{ says: `${key} differs: ${tells(left, here)}, ${tells(right, there)}`, about: aboutOf(about) }];
  });
}

function byKey(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [`${item.partition} ${item.sort}`, item]));
}

/** The record a partition is of: `ORDER#ord_...` is about `ord_...`. */
function aboutOf(partition: string): string | undefined {
  return partition.split("#")[1];
}
