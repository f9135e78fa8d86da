/**
 * Finds out what became of a write whose answer was lost, because an engine died, or this process did: the items are read and
 * compared with the images of the journal. What differs was written, and is settled under the stamp it was given before;
 * what does not was never written, or changed nothing, and nobody was told that it was.
 *
 * The items stay locked meanwhile, so nobody builds on an outcome that is not known yet.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@tandem/kernel";
import { readItem } from "../engine/engine-call.ts";
import { sameItem } from "../item/attribute.ts";
import type { Intent } from "../journal/intents.ts";
import type { Replica } from "../replica/replica.ts";
import { type SettledWrite, settleWrites } from "./settle.ts";

const RETRY_MS = 50;

/**
 * Settles the intent as soon as the engine can be read. When the world ends before, it never returns: the items stay locked, so
 * that nothing is written over a write that the next start has to look at.
 */
export async function resolveIntent(replica: Replica, intent: Intent): Promise<void> {
  while (!replica.isClosed()) {
    try {
      const found = await readTargets(replica, intent);
      if (replica.isClosed()) break;
      settleWrites(replica, { intent, writes: written(replica, intent, found) });
      return;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === "rejected") {
        replica.log(`A write in ${replica.region} cannot be looked at any more and is forgotten: ${error.message}`);
        replica.intents.close(intent.id);
        return;
      }
    }
    await sleep(RETRY_MS);
  }
  await new Promise<never>(() => undefined);
}

async function readTargets(replica: Replica, intent: Intent): Promise<SettledWrite[]> {
  await replica.engine.ready();
  const read = intent.targets.map(async (target) => ({
    target,
    image: await readItem(replica.engine, target.table, target.key),
  }));
  return await Promise.all(read);
}

/** Of a transaction all targets were written if one was; of a batch each speaks for itself. */
function written(replica: Replica, intent: Intent, found: readonly SettledWrite[]): readonly SettledWrite[] {
  const differs = ({ target, image }: SettledWrite): boolean =>
    !sameItem(replica.items.get(target.table, target.key)?.image, image);
  if (intent.together) return found.some(differs) ? found : [];
  return found.filter(differs);
}

/** Settles everything that was open when this region's front door last died. Nothing else may be served before. */
export async function resolveAll(replica: Replica): Promise<number> {
  const intents = replica.intents.all();
  for (const intent of intents) await resolveIntent(replica, intent);
  return intents.length;
}
