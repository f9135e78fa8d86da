/** The second law: a fact is created once. It may be erased or expire, and never says something else, in any replica. */
import type { Item } from "@tandem/replication";
import type { Invariant } from "../invariant.ts";

export const factsDoNotChange: Invariant = {
  name: "facts do not change",
  promise: "A fact says for ever what it said at first.",
  breaches({ changes }) {
    const first = new Map<string, { readonly item: Item; readonly text: string | undefined }>();
    return changes.flatMap(({ after, region }) => {
      if (after?.kind !== "fact") return [];
      const key = `${after.partition} ${after.sort}`;
      const known = first.get(key);
      if (known === undefined) {
        first.set(key, { item: after, text: undefined });
        return [];
      }
      // A replica holds the very item that was written elsewhere, as a rule: then there is nothing to compare.
      if (known.item === after || same(known.item, after)) return [];
      return [{ says: `${key} said something else in ${region} than at first`, about: undefined }];
    });
  },
};

function same(left: Item, right: Item): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
