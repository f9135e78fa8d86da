/** A read gives every item of a few small partitions, or a fault that says which bound it passed; never a part. */
import { expect } from "vitest";
import { COMMIT_WRITES_MAX } from "../check-commit.ts";
import { READ_ITEMS_MAX, READ_PARTITIONS_MAX } from "../region-table.ts";
import { createBench } from "./bench.ts";
import { type Law, law } from "./harness.ts";
import { SORTS_BY_BYTES } from "./sorts-by-bytes.ts";

export const readLaws: readonly Law[] = [
  law("a read gives the partitions in the order asked, an unused one empty, one asked twice twice", async (harness) => {
    const { done, fact, key, otherPartition, table } = createBench(harness);
    const [first, second, unused] = [otherPartition("1"), otherPartition("2"), otherPartition("3")];
    await done(fact("A", { key: key("A", first) }), fact("B", { key: key("B", second) }));

    const lists = await table.read([second, unused, first, second], { consistent: true });

    expect(lists.map((list) => list.map(({ sort }) => sort))).toEqual(
      [["B"], [], ["A"], ["B"]].map((names) => names.map((name) => `${name}#${harness.region}`)),
    );
    expect(await table.read([], { consistent: true })).toEqual([]);
  }),

  law("items come by the UTF-8 bytes of their sort keys", async (harness) => {
    const { done, fact, items } = createBench(harness);
    await done(...SORTS_BY_BYTES.toReversed().map((name) => fact(name)));

    const sorts = (await items()).map(({ sort }) => sort);

    expect(sorts).toEqual(SORTS_BY_BYTES.map((name) => `${name}#${harness.region}`));
  }),

  law("a read that does not ask for consistency ends up at the same", async (harness) => {
    const { done, fact, items, partition, table } = createBench(harness);
    await done(fact("A"), fact("B"));
    const consistent = await items();

    await expect
      .poll(async () => (await table.read([partition], { consistent: false }))[0], { timeout: 10_000 })
      .toEqual(consistent);
  }),

  law("a read gives as many items as it may, and beyond that is a fault, not a part", async (harness) => {
    const { done, fact, key, otherPartition, table } = createBench(harness);
    const partitions = [otherPartition("1"), otherPartition("2")];
    for (let count = 0; count < READ_ITEMS_MAX; count += COMMIT_WRITES_MAX) {
      const names = Array.from({ length: COMMIT_WRITES_MAX }, (_, index) => `F${count + index}`);
      await done(...names.map((name, index) => fact(name, { key: key(name, partitions[index % 2]) })));
    }
    const whole = await table.read(partitions, { consistent: true });
    expect(whole.map((list) => list.length)).toEqual([READ_ITEMS_MAX / 2, READ_ITEMS_MAX / 2]);

    await done(fact("ONE-MORE", { key: key("ONE-MORE", partitions[1]) }));

    const tooMuch = { name: "Fault", code: "bound-exceeded", retryable: false, mayBeDone: false };
    await expect(table.read(partitions, { consistent: true })).rejects.toMatchObject(tooMuch);
    const many = Array.from({ length: READ_PARTITIONS_MAX + 1 }, (_, index) => otherPartition(`P${index}`));
    await expect(table.read(many, { consistent: true })).rejects.toMatchObject(tooMuch);
    expect(await table.read(many.slice(1), { consistent: true })).toHaveLength(READ_PARTITIONS_MAX);
  }),
];
