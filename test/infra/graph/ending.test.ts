import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

/** In a process of its own, where nobody else listens. */
function linesOf(body: string): readonly string[] {
  const module = JSON.stringify(join(import.meta.dirname, "ending.ts"));
  const script = `
    import { setTimeout as after } from "node:timers/promises";
    process.on("unhandledRejection", ({ message }) => console.log("the runner heard:", message));
    const { createEnding } = await import(${module});
    const fails = (message) => void Promise.reject(new Error(message));
    const race = (body) => createEnding().race(body, { afterMs: 5_000, late: "late" }).catch(({ message }) => console.log("a run failed:", message));
    ${body}
    await after(20);
    console.log("listeners:", process.listenerCount("unhandledRejection"));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  return output.trim().split("\n");
}

test("an error of a run ends it, and is no one else's", () => {
  const lines = linesOf(`await race(async () => { fails("inside"); await new Promise(() => {}); });`);

  expect(lines).toEqual(["a run failed: inside", "listeners: 1"]);
});

test("an error that no run caused is left to whoever listened before", () => {
  const lines = linesOf(`await race(async () => {}); await race(async () => {}); fails("outside");`);

  expect(lines).toEqual(["the runner heard: outside", "listeners: 1"]);
});

test("an error that comes after its run is nobody's", () => {
  const lines = linesOf(`await race(async () => { setTimeout(() => fails("much later"), 5); });`);

  expect(lines).toEqual(["listeners: 1"]);
});
