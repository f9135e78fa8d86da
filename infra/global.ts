/** What an environment has once. */
import type { GlobalScope } from "./scope.ts";

export function createGlobalStack({ environment, region }: GlobalScope) {
  return { environment: environment.name, region };
}
