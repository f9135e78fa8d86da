/**
 * The last edit of each field wins, and one that was made where another was known is the later of the two, whatever the clocks said. So in the end
 * a field shows what nobody has knowingly replaced; that somebody asked to be forgotten replaces all of them.
 */
import type { Invariant } from "../invariant.ts";
import { PROFILE_FIELDS } from "../people-operations.ts";
import { mayStand, profileWords } from "../profile-words.ts";
import { isDone, isOf } from "../try.ts";

export const acknowledgedEditsStand: Invariant = {
  name: "acknowledged edits stand",
  promise:
    "Each field of a profile shows in every region the last that was acknowledged of it, and whoever edits another leaves it alone.",
  breaches: (evidence) =>
    profileWords(evidence).flatMap(({ customer, turns, of }) => {
      const shown = evidence.lastLooks
        .filter(isOf("read-profile"))
        .filter((tried) => isDone(tried) && tried.operation.customer === customer);
      return PROFILE_FIELDS.flatMap((field) => {
        const words = of(field);
        const standing = new Set(mayStand(words, turns).map(({ value }) => value));
        // Nothing is said at first, and that stands until somebody is heard.
        if (!words.some(({ tried }) => isDone(tried))) standing.add(null);
        return shown.flatMap(({ region, answer }) => {
          const value = ((answer?.body ?? {}) as Readonly<Record<string, string>>)[field] ?? null;
          if (standing.has(value)) return [];
          const says = `${region} shows the ${field} of ${customer} as ${value ?? "nothing"}, and it is ${[...standing].join(" or ")}`;
          return [{ says, about: customer }];
        });
      });
    }),
};
