/** One region of the emulated DynamoDB, as the rest of a world sees and steers it. */
import type { Region } from "@tandem/kernel";
import type { StaleReadSettings } from "./read/recent-images.ts";
import type { OpenedReplica } from "./replica/open-replica.ts";
import type { ReplicaCounts } from "./replica/replica.ts";
import type { StreamSource } from "./stream-source.ts";
import type { FaultSettings } from "./wire/fault-settings.ts";
import type { FrontDoor } from "./wire/front-door.ts";

export interface DynamoRegion {
  readonly region: Region;
  readonly url: string;
  readonly port: number;
  /** The stream of a table, while it is enabled. */
  stream(table: string): StreamSource | undefined;
  /** Calls `listener` with a table's name when its stream was enabled or disabled; returns what ends the subscription. */
  onStreamChange(listener: (table: string) => void): () => void;
  readonly faults: Readonly<FaultSettings>;
  setFaults(faults: Partial<FaultSettings>): void;
  setStaleReads(settings: Partial<StaleReadSettings>): void;
  counts(): Readonly<ReplicaCounts>;
  enginePid(): number | undefined;
  /** Kills the engine; it is started again at once. */
  restartEngine(): void;
}

export function dynamoRegion(replica: OpenedReplica, door: FrontDoor): DynamoRegion {
  return {
    region: replica.region,
    url: door.url,
    port: door.port,
    stream(name) {
      const stream = replica.tables.get(name)?.stream;
      const row = stream && replica.streamRows.get(name, stream.label);
      return row && replica.streams.source(row);
    },
    onStreamChange(listener) {
      replica.tableListeners.add(listener);
      return () => replica.tableListeners.delete(listener);
    },
    faults: replica.faults,
    setFaults(faults) {
      Object.assign(replica.faults, faults);
      if (replica.faults.down) door.dropConnections();
      for (const wake of replica.wakeLinks) wake();
    },
    setStaleReads: (settings) => void Object.assign(replica.recent.settings, settings),
    counts: () => ({ ...replica.counts }),
    enginePid: () => replica.engine.pid(),
    restartEngine: () => replica.engine.restart(),
  };
}
