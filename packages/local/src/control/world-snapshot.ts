/** What `GET /api/world` answers: the shape that the console, `status` and the drills rely on. */
import type { Region } from "@tandem/kernel";
import type { ActiveFault } from "./fault-board.ts";

export interface RegionSnapshot {
  readonly id: Region;
  readonly url: string;
  readonly mode: "normal" | "read-only" | "evacuated";
  readonly restrictions: readonly unknown[];
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>;
  /** How old the oldest write is that the peer does not have yet; null when it cannot be told. */
  readonly lagMs: Readonly<Record<string, number | null>>;
  readonly outbox: { readonly count: number; readonly oldestAgeS: number; readonly parked: number } | null;
  readonly queue: { readonly visible: number; readonly inFlight: number } | null;
  readonly deadLetters: number | null;
  readonly ordersAtRisk: number | null;
  readonly fenced: boolean;
  readonly returning: boolean;
}

export interface WorldSnapshot {
  readonly speed: number;
  readonly regions: readonly RegionSnapshot[];
  readonly routing: readonly { readonly place: string; readonly region: Region; readonly since: string }[];
  readonly healthChecks: readonly { readonly id: string; readonly healthy: boolean; readonly why: string }[];
  readonly faults: readonly ActiveFault[];
  readonly events: readonly { readonly at: string; readonly region: Region | null; readonly text: string }[];
}
