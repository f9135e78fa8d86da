/** What a region has. */
import type { RegionScope } from "./scope.ts";

export function createRegionStack({ environment, region }: RegionScope) {
  return { environment: environment.name, region };
}
