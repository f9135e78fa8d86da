import { createManualClock, Fault, region } from "@tandem/kernel";
import { createMemoryRegionTable } from "@tandem/replication";
import { expect, it } from "vitest";
import { createTestApp, ORDER, problemOf } from "./testing/app-on-memory.ts";

const WEST = region("us-west-2");

async function createRetriedApp({ isSilent }: { readonly isSilent: boolean }) {
  const peer = createMemoryRegionTable({ region: WEST, clock: createManualClock() });
  const silent = new Fault({ code: "timeout", message: "nobody there", retryable: true, mayBeDone: false });
  const read = isSilent ? () => Promise.reject(silent) : peer.read;
  const app = await createTestApp({ peers: new Map([[WEST, { ...peer, read }]]) });
  await app.stockTea(1);
  return app;
}

it("a retry is refused once the region that was silent has been heard, whatever the header calls it", async () => {
  const app = await createRetriedApp({ isSilent: false });

  for (const said of ["us-west-2", "unknown", "the one before"]) {
    expect((await app.post("/orders", ORDER, { "Tandem-Retry": said })).status).toBe(409);
  }
});

it("while it is silent the answer is to try again, and only for those who say that an answer was lost", async () => {
  const app = await createRetriedApp({ isSilent: true });

  const undecided = await app.post("/orders", ORDER, { "Tandem-Retry": "us-west-2" });
  const empty = await app.post("/orders", ORDER, { "Tandem-Retry": "" });

  expect(undecided.status).toBe(503);
  expect(undecided.headers.get("Retry-After")).toBe("1");
  expect(await problemOf(undecided)).toMatchObject({ type: "urn:tandem:problem:undecidable", silent: ["us-west-2"] });
  expect(empty.status).toBe(409);
});
