/** What the app is given by its composition root, and what a request carries through it. */
import type { Seen } from "@tandem/delivery";
import type { Random, Region } from "@tandem/kernel";
import type { Handles, Shop } from "@tandem/shop";
import type { Caller } from "./caller.ts";
import type { KeyRing } from "./key-ring.ts";
import type { TokenVerifier } from "./token.ts";

export interface AppOptions {
  readonly shop: Shop;
  /** None in a product without claims, which then has no such routes. */
  readonly handles?: Handles | undefined;
  readonly region: Region;
  readonly regions: readonly Region[];
  readonly tokens: TokenVerifier;
  /** Signs what clients carry from region to region, and what regions ask of each other. */
  readonly keys: KeyRing;
  /** How far this region has seen each other. */
  readonly seen: Seen;
  /** The host of the endpoint that all regions share, if there is one. */
  readonly globalHost: string | undefined;
  readonly random: Random;
  readonly log: Log;
  /** The platform's own id of the request behind `env`, if it has one. */
  requestIdOf?(env: unknown): string | undefined;
}

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  readonly [name: string]: unknown;
}

export type Log = (line: LogLine) => void;

export interface AppEnv {
  Variables: {
    requestId: string;
    /** Set for every request, so that routes are constants and only their handlers belong to one app. */
    tokens: TokenVerifier;
    caller: Caller;
  };
}
