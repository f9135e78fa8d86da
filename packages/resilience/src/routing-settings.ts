/** What a routing plan is made from, and what is refused: checks cost a deployment to change, so they are right before the first one. */
import { assert } from "@tandem/kernel";
import {
  CHECK_INTERVALS_S,
  CHECKER_REGIONS,
  CHECKER_REGIONS_MIN,
  FAILURE_THRESHOLD_MAX,
  FAILURE_THRESHOLD_MIN,
} from "./routing-bounds.ts";

export interface RoutingSettings {
  /** The host name that all regions share, as `api.example.com`. */
  readonly domain: string;
  readonly regions: readonly string[];
  /** The regions whose word against a peer counts; the others' checks exist and gather data. */
  readonly attached: readonly string[];
  readonly intervalS: number;
  readonly failureThreshold: number;
  readonly checkerRegions: readonly string[];
}

/** Half a minute until DNS knows, seen from three continents, so that no single place's bad day is a region's. */
export const ROUTING_DEFAULTS: Pick<RoutingSettings, "intervalS" | "failureThreshold" | "checkerRegions"> = {
  intervalS: 10,
  failureThreshold: 3,
  checkerRegions: ["us-west-1", "eu-west-1", "ap-northeast-1"],
};

/** Stops with a sentence that says which setting is wrong and what would do. The regions themselves are the kernel's to check. */
export function checkSettings({ domain, regions, attached, ...asked }: RoutingSettings): void {
  const labels = domain.split(".");
  assert(
    labels.length >= 2 && labels.every((label) => /^(?!-)[a-z0-9-]+(?<!-)$/.test(label)),
    `${JSON.stringify(domain)} is not a domain: write it in small letters, as api.example.com, without https:// and a dot at its end`,
  );
  for (const region of attached)
    assert(regions.includes(region), `${region} is attached, and not one of the regions ${regions.join(", ")}`);
  assert(new Set(attached).size === attached.length, `a region is attached twice: ${attached.join(", ")}`);
  assert(
    CHECK_INTERVALS_S.includes(asked.intervalS),
    `Route 53 checks every ${CHECK_INTERVALS_S.join(" or ")} seconds, not every ${asked.intervalS}`,
  );
  assert(
    Number.isInteger(asked.failureThreshold) &&
      asked.failureThreshold >= FAILURE_THRESHOLD_MIN &&
      asked.failureThreshold <= FAILURE_THRESHOLD_MAX,
    `a failure threshold is ${FAILURE_THRESHOLD_MIN} to ${FAILURE_THRESHOLD_MAX}, not ${asked.failureThreshold}`,
  );
  const checkers = new Set(asked.checkerRegions);
  for (const checker of checkers)
    assert(
      CHECKER_REGIONS.includes(checker),
      `${checker} has no health checkers; these have: ${CHECKER_REGIONS.join(", ")}`,
    );
  assert(
    checkers.size === asked.checkerRegions.length && checkers.size >= CHECKER_REGIONS_MIN,
    `name ${CHECKER_REGIONS_MIN} different checker regions at least, not ${asked.checkerRegions.join(", ")}`,
  );
}
