import { expect, test } from "vitest";
import { runGraph } from "./graph/run-graph.ts";

test("a region without the key that regions share is not deployed, and says what to set", async () => {
  await expect(runGraph({ stage: "production-us-east-1" })).rejects.toThrow(/RegionKeys/);
});

test("a preview, which has no peers, needs none", async () => {
  await expect(runGraph({ stage: "pr-12-us-west-2" })).resolves.toBeDefined();
});
