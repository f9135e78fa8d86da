/**
 * The second law: a fact is created once. It may be erased or expire, and never says something else, in any replica. One kind may be said anew: what
 * somebody puts into his cart under a key that he had used before he was forgotten, once its region has taken out what was there.
 */
import type { Item } from "@tandem/replication";
import type { Invariant } from "../invariant.ts";

export const factsDoNotChange: Invariant = {
  name: "facts do not change",
  promise: "A fact says for ever what it said at first.",
  breaches({ changes }) {
    const said = new Map<string, Item[]>();
    return changes.flatMap(({ before, after, by, region }) => {
      if (after?.kind !== "fact") return [];
      const key = `${after.partition} ${after.sort}`;
      const known = said.get(key);
      if (known === undefined) {
        said.set(key, [after]);
        return [];
      }
      // A replica holds the very item that was written elsewhere, as a rule: then there is nothing to compare.
      if (known.some((item) => item === after || same(item, after))) return [];
      if (by === "commit" && before === undefined && isAdd(after)) {
        known.push(after);
        return [];
      }
      return [{ says: `${key} said something else in ${region} than at first`, about: undefined }];
    });
  },
};

function isAdd({ partition, sort }: Item): boolean {
  return partition.startsWith("CART#") && sort.startsWith("ADD#");
}

function same(left: Item, right: Item): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
