/** Mutants of what the shop promises of profiles. */
import type { Mutant } from "./mutant.ts";

const PROFILE = "packages/shop/src/profile";

export const PROFILE_MUTANTS: readonly Mutant[] = [
  {
    name: "edit-below-what-it-replaces",
    story: "An edit is stamped by the clock alone, which may be behind what its customer has read.",
    file: `${PROFILE}/edit-profile.ts`,
    edits: [{ find: "stamps.next({ above: newestStamp(items) })", replace: "stamps.next()" }],
  },
  {
    name: "profile-of-one-region",
    story: "A profile is what one of the regions says, and the others are not asked.",
    file: `${PROFILE}/profile.ts`,
    edits: [
      { find: "return ProfileItem.readAll(items).map(", replace: "return ProfileItem.readAll(items).slice(0, 1).map(" },
    ],
  },
  {
    name: "any-tag-fits",
    story: "Whoever says what he has read is not held to it.",
    file: `${PROFILE}/edit-profile.ts`,
    edits: [{ find: "!ifMatch.includes(before.etag)", replace: "ifMatch.length > 9" }],
  },
  {
    name: "null-is-not-said",
    story: "A field that is to be removed is taken for one that was not sent.",
    file: `${PROFILE}/edit-profile.ts`,
    edits: [{ find: "value === undefined ? []", replace: "value === undefined || value === null ? []" }],
  },
  {
    name: "whole-profile-replaced",
    story: "An edit replaces the profile with what was sent, as one that lies in a single item.",
    file: `${PROFILE}/edit-profile.ts`,
    edits: [
      {
        find: "sinceForgotten(data, {",
        replace: "sinceForgotten(Object.fromEntries(Object.entries(data).filter(([, one]) => one?.stamp === stamp)), {",
      },
    ],
  },
];
