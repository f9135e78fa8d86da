import { createManualClock } from "@tandem/kernel";
import { expect, test } from "vitest";
import type { WireError } from "../wire/wire-error.ts";
import { createBackpressure } from "./backpressure.ts";

function linkBehind(count: number): {
  behind: number;
  cut: boolean;
  isConnected(): boolean;
  overdue(): { count: number; ageMs: number };
} {
  return {
    behind: count,
    cut: false,
    isConnected() {
      return !this.cut;
    },
    overdue() {
      return { count: this.behind, ageMs: 0 };
    },
  };
}

test("writers are throttled, with the error SDKs back off from, while a link is far behind", async () => {
  const clock = createManualClock();
  const link = linkBehind(0);
  const backpressure = createBackpressure({ clock, links: () => [link] });

  await backpressure.admit();
  link.behind = 50_000;
  clock.advance(1_000);
  await expect(backpressure.admit()).rejects.toMatchObject({
    status: 400,
    type: /ProvisionedThroughputExceededException$/,
  } satisfies Record<keyof Pick<WireError, "status" | "type">, unknown>);
  link.behind = 0;
  clock.advance(1_000);

  await backpressure.admit();
});

test("a partition throttles nobody, nor does what it left, until that has drained", async () => {
  const clock = createManualClock();
  const link = linkBehind(50_000);
  link.cut = true;
  const backpressure = createBackpressure({ clock, links: () => [link] });
  const admitAt = async (behind: number): Promise<string> => {
    link.behind = behind;
    clock.advance(1_000);
    return await backpressure.admit().then(
      () => "admitted",
      () => "throttled",
    );
  };

  const during = await admitAt(50_000);
  link.cut = false;
  const healed = await admitAt(50_500);
  const drained = await admitAt(100);
  const behindAgain = await admitAt(50_000);

  expect([during, healed, drained, behindAgain]).toEqual(["admitted", "admitted", "admitted", "throttled"]);
});
