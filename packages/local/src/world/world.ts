/** What whoever started a world may do with it: know its addresses, look at it, break it, and end it. */
import type { Region } from "@tandem/kernel";
import type { TokenRequest } from "../control/token-issuer.ts";
import type { WorldSnapshot } from "../control/world-snapshot.ts";

export interface WorldAddresses {
  readonly global: string;
  readonly control: string;
  readonly payments: string;
  readonly regions: readonly {
    readonly region: Region;
    readonly api: string;
    readonly dynamodb: string;
    readonly sqs: string;
    readonly lambda: string;
  }[];
}

/** What a test may end in the middle of whatever it does; each comes back by itself. */
export interface Killable {
  killTableEngine(): void;
  killQueueEngine(): void;
  /** One environment of the function; false when it has none. */
  killFunction(name: string): Promise<boolean>;
}

export interface World {
  /** Boots; rejects with a `WorldRefusal` when something is in the way, after ending what was started. */
  start(): Promise<WorldAddresses>;
  snapshot(): Promise<WorldSnapshot>;
  token(request: TokenRequest): Promise<string>;
  region(name: string): Killable;
  /** Ends everything in order; may be called at any time, and again. */
  close(): Promise<void>;
}
