/**
 * Why a profile is not one item. A global table settles two writes to an item by the later of the two, and nobody is told: what the other
 * region's customer said of another field is gone. Both are played the same story.
 */
import { expect, test } from "vitest";
import { createTwoRegions } from "../testing/two-regions.ts";
import type { Profile, ProfileEdits } from "./profile.ts";
import { createProfiles } from "./profiles.ts";

interface WholeItem {
  readonly atMs: number;
  readonly profile: Profile;
}

function editWhole(item: WholeItem, edits: Profile, atMs: number): WholeItem {
  return { atMs, profile: { ...item.profile, ...edits } };
}

function replicate(left: WholeItem, right: WholeItem): WholeItem {
  return left.atMs > right.atMs ? left : right;
}

const BEFORE: Profile = { name: "Ada" };
const IN_THE_EAST: ProfileEdits & Profile = { email: "ada@example.com" };
const IN_THE_WEST: ProfileEdits & Profile = { phone: "1" };

test("as one item a profile loses what the other region was told; field by field it loses nothing", async () => {
  const start = { atMs: 0, profile: BEFORE };
  const healed = replicate(editWhole(start, IN_THE_EAST, 1), editWhole(start, IN_THE_WEST, 2));
  expect(healed.profile).toEqual({ name: "Ada", phone: "1" });

  const world = createTwoRegions();
  const [east, west] = [world.east, world.west].map(({ context }) => createProfiles(context));
  await east?.edit({ customer: "ada", edits: BEFORE });
  world.heal();
  await east?.edit({ customer: "ada", edits: IN_THE_EAST });
  await west?.edit({ customer: "ada", edits: IN_THE_WEST });
  world.heal();

  expect((await west?.read("ada"))?.profile).toEqual({ ...BEFORE, ...IN_THE_EAST, ...IN_THE_WEST });
});
