/**
 * Where the name that all regions share leads: to the nearest region that health checkers have found answering, to the nearest of all if they
 * found none. They take a while to notice, and a client that has asked keeps the answer for as long as it is good, so customers
 * go on asking a dead region, and a returned one, for a minute and more.
 */
import { MINUTE_MS, must, type Region, SECOND_MS } from "@tandem/kernel";
import type { Machine } from "../machine/machine.ts";
import { type Network, OUTSIDE } from "./network.ts";

/** Three checks, ten seconds apart. */
const NOTICED_AFTER_MS = 30 * SECOND_MS;
const ANSWER_LIFE_MS = MINUTE_MS;

export interface SharedName {
  regionFor(client: string, near?: Region): Region;
}

export interface SharedNameOptions {
  readonly machine: Pick<Machine, "nowMs">;
  readonly network: Network;
  readonly regions: readonly Region[];
}

interface Health {
  isWell: boolean;
  sinceMs: number;
  /** What checkers believed before `sinceMs`, and for a while after it. */
  wasWell: boolean;
}

export function createSharedName({ machine, network, regions }: SharedNameOptions): SharedName {
  const health = new Map<Region, Health>(
    regions.map((region) => [region, { isWell: true, sinceMs: machine.nowMs(), wasWell: true }]),
  );
  const answers = new Map<string, { readonly region: Region; readonly untilMs: number }>();

  network.watch(() => {
    for (const region of regions) {
      const now = answersOutside(region);
      const known = must(health.get(region), "each region has a check");
      if (known.isWell !== now) health.set(region, { isWell: now, sinceMs: machine.nowMs(), wasWell: believed(known) });
    }
  });

  function answersOutside(region: Region): boolean {
    return network.isReachable({ from: OUTSIDE, to: region }) && network.isReachable({ from: region, to: OUTSIDE });
  }

  function believed({ isWell, sinceMs, wasWell }: Health): boolean {
    return machine.nowMs() - sinceMs >= NOTICED_AFTER_MS ? isWell : wasWell;
  }

  return {
    regionFor(client, near) {
      const kept = answers.get(client);
      if (kept !== undefined && machine.nowMs() < kept.untilMs) return kept.region;
      const nearest = near === undefined ? regions : [near, ...regions.filter((region) => region !== near)];
      const well = nearest.filter((region) => believed(must(health.get(region), "each region has a check")));
      const region = must(well[0] ?? nearest[0], "a world has at least one region");
      answers.set(client, { region, untilMs: machine.nowMs() + ANSWER_LIFE_MS });
      return region;
    },
  };
}
