/**
 * The process of one region's SQS engine: fauxqs on 127.0.0.1 with its own data folder. It writes the port it got into a file,
 * because the port is any that is free, and says `ready` nowhere: who started it asks its health.
 */
import { renameSync, writeFileSync } from "node:fs";
import { loadEngineInternals } from "./engine-internals.ts";
import {
  allowAllOfUnicode,
  countWhatIsDue,
  expireOldMessages,
  keepCountsOfReturnedMessages,
  receiveInOneTransaction,
} from "./engine-mends.ts";
import type { EngineStart } from "./engine-start.ts";

async function main({ directory, region, portFile, speed }: EngineStart): Promise<void> {
  const internals = await loadEngineInternals();
  allowAllOfUnicode(internals);
  keepCountsOfReturnedMessages(internals);
  receiveInOneTransaction(internals);

  const { SqsStore, SnsStore, S3Store, PersistenceManager, buildApp } = internals;
  const sqsStore = new SqsStore();
  const snsStore = new SnsStore();
  const persistence = new PersistenceManager(directory);
  // Loading comes before the store knows of its persistence, or it would write what it reads.
  persistence.loadSqsAndSns(sqsStore, snsStore);
  sqsStore.persistence = persistence;
  for (const queue of sqsStore.allQueues()) queue.persistence = persistence;

  const app = buildApp({
    logger: false,
    defaultRegion: region,
    stores: { sqsStore, snsStore, s3Store: new S3Store() },
  });
  countWhatIsDue(app, sqsStore);
  expireOldMessages(sqsStore, persistence, speed);
  const address = await app.listen({ host: "127.0.0.1", port: 0 });

  process.on("SIGTERM", () => {
    void app.close().then(() => {
      persistence.close();
      process.exit(0);
    });
  });
  // Renamed into place, so that nobody reads half of it.
  writeFileSync(`${portFile}.new`, new URL(address).port);
  renameSync(`${portFile}.new`, portFile);
}

void main(JSON.parse(process.argv[2] ?? "{}"));
