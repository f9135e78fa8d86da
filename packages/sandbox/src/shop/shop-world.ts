/** What the people of a history need of the world they live in: a way to ask a region, and time that passes. */
import type { Region } from "@tandem/kernel";
import type { Ask } from "./ask.ts";

export interface ShopWorld {
  nowMs(): number;
  /** Resolves when `ms` of the world's time have passed; `who` waits. */
  sleep(ms: number, who: string): Promise<void>;
  /** Where the name that all regions share leads `customer` now, who is nearest to `near`. In a world that has none, people ask the nearest. */
  leadsTo?(customer: string, near: Region): Region;
  /** One try. It settles within `timeoutMs`, with an answer or why there is none; it never throws for what the world does. */
  ask(request: AskOfRegion): Promise<Heard>;
}

export interface AskOfRegion {
  /** Which operation's try it is, as `place-order 12, try 1`: what befalls it goes by this. */
  readonly name: string;
  readonly region: Region;
  readonly ask: Ask;
  readonly timeoutMs: number;
}

/** What an answer's headers promise. */
export interface Given {
  readonly session: string | undefined;
  /** The regions that hold an order. */
  readonly durable: readonly string[];
  /** It says of itself that another region may know more. */
  readonly isStale: boolean;
}

export type Heard =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: unknown;
      readonly etag?: string | undefined;
      readonly given?: Given;
    }
  | { readonly kind: "silence"; readonly why: string };
