/**
 * The second law: a fact is created once. It may be erased or expire, and never says something else, in any replica. One may be said anew, since
 * it says nothing then: what a try puts into a cart that had begun before the same was put in, taken out and erased there. Its
 * region knows by then that it is out of the cart.
 */
import type { Item } from "@tandem/replication";
import { addsNamed } from "../cart-record.ts";
import type { Invariant } from "../invariant.ts";
import { idOf } from "../people-record.ts";

export const factsDoNotChange: Invariant = {
  name: "facts do not change",
  promise: "A fact says for ever what it said at first.",
  breaches({ changes }) {
    const said = new Map<string, Item[]>();
    const takenOut = new Set<string>();
    return changes.flatMap(({ before, after, by, region }) => {
      if (after?.kind !== "fact") return [];
      if (after.sort.startsWith("REMOVE#")) for (const id of addsNamed(after)) takenOut.add(`${region} ${id}`);
      const key = `${after.partition} ${after.sort}`;
      const known = said.get(key);
      if (known === undefined) {
        said.set(key, [after]);
        return [];
      }
      // A replica holds the very item that was written elsewhere, as a rule: then there is nothing to compare.
      if (known.some((item) => item === after || same(item, after))) return [];
      if (by === "commit" && before === undefined && isAdd(after) && takenOut.has(`${region} ${idOf(after)}`)) {
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
