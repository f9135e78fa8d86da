import { expect, it } from "vitest";
import { createLuck } from "../machine/luck.ts";
import { createOwedVersions, OWED_VERSIONS_MAX, type OwedVersion } from "./owed-versions.ts";
import { EAST, put } from "./testing/items.ts";

function version(name: string, us: number): OwedVersion {
  return { ...put({ name, value: us }), stamp: { us, region: EAST }, sinceMs: us, luck: createLuck(us) };
}

it("a version that is merged takes the place of the newest of its item, and of no other item", () => {
  const owed = createOwedVersions();
  const [first, other, second, merged] = [version("A", 1), version("B", 2), version("A", 3), version("A", 4)];

  owed.add(first, { merge: true });
  owed.add(other, { merge: true });
  owed.add(second, { merge: false });
  owed.add(merged, { merge: true });

  expect([owed.all(), owed.count(), owed.isOwed(second)]).toEqual([[first, merged, other], 3, false]);
});

it("of one item only a few wait: the oldest and the newest", () => {
  const owed = createOwedVersions();

  for (let us = 1; us <= 2 * OWED_VERSIONS_MAX; us += 1) owed.add(version("A", us), { merge: false });

  const waiting = owed.all().map(({ stamp }) => stamp.us);
  expect(waiting).toEqual([1, 2, 3, 4, 5, 6, 7, 2 * OWED_VERSIONS_MAX]);
});

it("a version that has arrived settles those before it and leaves those after it", () => {
  const owed = createOwedVersions();
  const versions = [version("A", 1), version("A", 2), version("A", 3)] as const;
  for (const each of versions) owed.add(each, { merge: false });

  owed.settle(versions[1]);

  expect([owed.all(), owed.count()]).toEqual([[versions[2]], 1]);
  owed.settle(versions[2]);
  expect([owed.all(), owed.count()]).toEqual([[], 0]);
});
