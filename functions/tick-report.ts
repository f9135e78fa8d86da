/** What a run of the minute's work saw, made into metrics. What a part could not tell is left out: a number that nobody measured alarms by its absence. */
import type { OutboxState, PeerBeat, WalkRun } from "@tandem/delivery";
import { SECOND_MS } from "@tandem/kernel";
import type { Metrics } from "./metrics.ts";
import type { PeerProbe } from "./peer-probe.ts";

/** Each is undefined if that part failed. */
export interface TickReport {
  readonly outbox: OutboxState | undefined;
  readonly walk: WalkRun | undefined;
  readonly beats: readonly PeerBeat[] | undefined;
  readonly probes: readonly PeerProbe[] | undefined;
  /** Whether every part of the run came to its end. */
  readonly isWhole: boolean;
  readonly nowMs: number;
}

export function publishTick(metrics: Metrics, { outbox, walk, beats, probes, isWhole, nowMs }: TickReport): void {
  metrics.publish({
    TickDone: isWhole ? 1 : undefined,
    OutboxItems: outbox?.items,
    OutboxOldestAgeSeconds: seconds(outbox?.oldestWaitMs),
    ParkedItems: outbox?.parked,
    WalkAgeSeconds: walk?.endedMs === undefined ? undefined : seconds(Math.max(0, nowMs - walk.endedMs)),
    Conflicts: walk?.conflicts,
  });
  for (const { peer, ageMs } of beats ?? []) metrics.publishPeer(peer, { BeatAgeSeconds: seconds(ageMs) });
  for (const { peer, answers, latencyMs } of probes ?? [])
    metrics.publishPeer(peer, { PeerAnswers: answers ? 1 : 0, PeerLatencyMs: latencyMs });
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / SECOND_MS;
}
