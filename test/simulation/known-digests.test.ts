/**
 * A seed is the same history on every machine and every build of Node, to the byte. Two runs on one machine cannot show that, so a few digests
 * are kept beside the code: whoever plays these seeds anywhere is to come to the same.
 */
import { simulation } from "@tandem/scripts/shop-simulation";
import { expect, test } from "vitest";

const SEEDS = [1, 2, 3, 5, 8];
const MINUTE_MS = 60_000;

/** What differs after a change of the code is refreshed; what differs without one is what this test is for. */
const ADVICE = [
  "These seeds are other histories than when test/simulation/known-digests.json was written.",
  "If you changed what a history runs or how it is drawn, that is to be expected: run",
  "`npx vitest run --project simulation test/simulation/known-digests.test.ts -u` and commit the file.",
  "If you changed nothing, something in a history depends on the machine: that is the bug. Compare the steps of one seed on both.",
].join("\n");

test(
  "a few seeds are the histories they were on the machine where they were first played",
  async () => {
    const digests: Record<string, string> = {};
    // One after the other in the process of this file, which plays nothing else.
    for (const seed of SEEDS) digests[seed] = (await simulation.play(simulation.draw(seed))).digest;

    await expect(`${JSON.stringify(digests, undefined, 2)}\n`, ADVICE).toMatchFileSnapshot("known-digests.json");
  },
  MINUTE_MS,
);
