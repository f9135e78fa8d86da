/** A world that has started, as the parts of this folder know it. */
import type { TokenIssuer } from "../control/token-issuer.ts";
import type { WorldSnapshot } from "../control/world-snapshot.ts";
import type { RunningRegion } from "./running-region.ts";
import type { WorldAddresses } from "./world.ts";

export interface RunningWorld {
  readonly addresses: WorldAddresses;
  readonly regions: readonly RunningRegion[];
  readonly tokens: TokenIssuer;
  snapshot(): Promise<WorldSnapshot>;
}
