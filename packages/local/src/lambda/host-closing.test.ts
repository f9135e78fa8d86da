import { expect, test, vi } from "vitest";
import { eventually } from "./testing/eventually.ts";
import { startTestHost } from "./testing/test-host.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const NEVER =
  "export const handler = () => { console.log('begun'); return new Promise((end) => setTimeout(end, 60_000)); };";

test("an event that is still worked on when the world ends is no problem of its function", async () => {
  const test = await startTestHost({ functions: { slow: { source: NEVER, timeoutMs: 60_000 } } });
  const outcome = test.host.invoke("slow", {});
  await eventually(() => test.lines.some(({ text }) => text.includes("begun")));

  await test.close();

  expect((await outcome).ok).toBe(false);
  expect(test.lines.filter(({ level }) => level === "problem")).toEqual([]);
});
