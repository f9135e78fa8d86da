import { FLOWS } from "@tandem/resilience";
import { expect, test } from "vitest";
import { createTestApp } from "./testing/app-on-memory.ts";

test("every route is part of exactly one customer's journey, and every journey's routes exist", async () => {
  const { routes } = await createTestApp();
  const inFlows = FLOWS.flatMap((flow) => flow.routes);

  // A route that is new belongs to a flow of packages/resilience/src/flows.ts: without one it has no throttle and no alarm.
  expect(inFlows.toSorted()).toEqual(routes.toSorted());
});
