/** Where customers of the local world are, and how near each region is to them: what Route 53's latency records would know. */
import type { Region } from "@tandem/kernel";

export const PLACES = ["us-east", "us-west"] as const;
export type Place = (typeof PLACES)[number];

/** Who says nothing is here. */
export const DEFAULT_PLACE: Place = "us-east";

export function isPlace(value: string): value is Place {
  return PLACES.some((place) => place === value);
}

/** Round trips in milliseconds, roughly as AWS's network has them; regions that are not listed are far from everywhere. */
const LATENCY_MS: Readonly<Record<Place, Readonly<Record<string, number>>>> = {
  "us-east": { "us-east-1": 10, "us-east-2": 20, "us-west-1": 65, "us-west-2": 65, "eu-west-1": 80 },
  "us-west": { "us-west-2": 15, "us-west-1": 20, "us-east-2": 55, "us-east-1": 65, "eu-west-1": 135 },
};
const FAR_MS = 200;

/** The regions from near to far; equally far ones keep the order of the list. */
export function nearestFirst(place: Place, regions: readonly Region[]): readonly Region[] {
  const latencyMs = (region: Region) => LATENCY_MS[place][region] ?? FAR_MS;
  return [...regions].sort((one, other) => latencyMs(one) - latencyMs(other));
}
