import { beforeEach, expect, test } from "vitest";
import { must } from "../cart/testing/carts.ts";
import { settle } from "../cart/testing/settle-carts.ts";
import { listConflicts } from "../conflicts/list-conflicts.ts";
import { createTwoRegions, type OneOfTwo, type TwoRegions, WEST } from "../testing/two-regions.ts";
import { customerPartition, etagOf, ownProfile, type ProfileEdits, ProfileItem } from "./profile.ts";
import { createProfiles } from "./profiles.ts";

const ADA = "ada";
let world: TwoRegions;

beforeEach(() => {
  world = createTwoRegions();
});

async function edit(one: OneOfTwo, edits: ProfileEdits, ifMatch?: readonly string[]) {
  world.clock.advance(1);
  return await createProfiles(one.context).edit({ customer: ADA, edits, ifMatch });
}

async function read(one: OneOfTwo) {
  return await createProfiles(one.context).read(ADA);
}

async function conflictsIn(one: OneOfTwo) {
  const page = await listConflicts(one.context, { limit: 10 });
  return page.ok ? page.value.items : [];
}

test("edits of different fields in two regions both stand, under one tag", async () => {
  await edit(world.east, { name: "Ada" });
  await edit(world.west, { email: "ada@example.com" });
  world.heal();

  expect((await read(world.east)).profile).toEqual({ name: "Ada", email: "ada@example.com" });
  expect(await read(world.west)).toEqual(await read(world.east));
});

test("an edit of one field leaves what its region said of another, also where that lost: who edits it later says that he has seen it", async () => {
  await edit(world.west, { name: "Ada W" });
  await edit(world.east, { name: "Ada E" });
  world.heal();

  await edit(world.west, { phone: "1" });

  const west = ownProfile(world.west.replica.list(customerPartition(ADA)), WEST);
  expect(west === undefined ? {} : ProfileItem.read(west)).toMatchObject({
    name: { value: "Ada W" },
    phone: { value: "1" },
  });
  expect((await read(world.west)).profile).toEqual({ name: "Ada E", phone: "1" });
});

test("null removes a field, and what is not sent stays", async () => {
  await edit(world.east, { name: "Ada", phone: "1" });
  world.heal();

  expect(must(await edit(world.west, { phone: null })).profile).toEqual({ name: "Ada" });
});

test("an edit of something else than was read is refused with what stands; the empty profile has a tag as well", async () => {
  const { etag } = await read(world.east);
  expect(etag).toBe(etagOf({}));
  const first = must(await edit(world.east, { name: "Ada" }, [etag]));

  const stale = await edit(world.east, { name: "Eve" }, ['"something"', etag]);

  expect(stale).toEqual({ ok: false, refusal: { reason: "stale", ...first } });
  expect((await edit(world.east, { name: "Ada L" }, [first.etag])).ok).toBe(true);
});

test("of two who edit at once in one region with the same tag one is refused", async () => {
  const { etag } = must(await edit(world.east, { name: "Ada" }));

  const outcomes = await Promise.all([
    edit(world.east, { name: "Ada L" }, [etag]),
    edit(world.east, { phone: "1" }, [etag]),
  ]);

  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
});

test("two edits of one field that knew nothing of each other are told once, as hashes; an edit after reading is not", async () => {
  await edit(world.east, { name: "Ada" });
  world.heal();
  await edit(world.west, { name: "Ada of the West" });
  world.heal();
  await edit(world.east, { name: "Ada E" });
  await edit(world.west, { name: "Ada W" });
  world.heal();

  const counted = [await settle(world.east, customerPartition(ADA)), await settle(world.west, customerPartition(ADA))];
  world.heal();
  for (const one of [world.east, world.west]) await edit(one, { phone: "1" });
  world.heal();

  expect(counted).toEqual([1, 0]);
  for (const one of [world.east, world.west]) {
    const conflicts = await conflictsIn(one);
    expect(conflicts).toMatchObject([{ kind: "profile-field", subject: "ada name", winner: WEST }]);
    expect(JSON.stringify(conflicts)).not.toContain("Ada");
  }
});

test("an edit that replaces both sides tells of them in its own commit: nobody has to have looked before", async () => {
  await edit(world.east, { name: "Ada E" });
  await edit(world.west, { name: "Ada W" });
  world.heal();

  const counted: number[] = [];
  const context = { ...world.east.context, countConflicts: (count: number) => counted.push(count) };
  must(await createProfiles(context).edit({ customer: ADA, edits: { name: "Ada" } }));

  expect(await conflictsIn(world.east)).toMatchObject([{ kind: "profile-field", winner: WEST }]);
  expect(counted).toEqual([1]);
});
