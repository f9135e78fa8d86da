import { createManualClock, region } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createMemoryHarness } from "./laws/memory-harness.ts";
import { describeRegionTableLaws } from "./laws/region-table-laws.ts";
import { createMemoryRegionTable } from "./memory-region-table.ts";

describeRegionTableLaws("the table in memory", () => createMemoryHarness());

it("tells the time with every answer, in whole seconds, as a Date header does", async () => {
  const clock = createManualClock(Date.UTC(2026, 10, 21, 15, 20, 27, 999));
  const heard: number[] = [];
  const table = createMemoryRegionTable({
    region: region("us-east-1"),
    clock,
    onAnswer: (tableTimeMs) => heard.push(tableTimeMs),
  });

  await table.read([], { consistent: true });
  clock.advance(1);
  await table.walk({ limit: 1 });

  expect(heard).toEqual([Date.UTC(2026, 10, 21, 15, 20, 27), Date.UTC(2026, 10, 21, 15, 20, 28)]);
});
