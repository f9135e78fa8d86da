/**
 * The path of one write through a region:
 *
 *     lock the items -> journal the intent, with its stamp -> engine -> journal the outcome -> unlock, answer
 *
 * An answer is given only after the outcome stands in the journal, so an acknowledged write has its stamp, its stream record and
 * its place in the queue to the other regions, whatever dies next. When the engine's answer is lost, the client hears a
 * retryable 500, as from AWS, and the outcome is found out in the background, with the items still locked.
 */
import { Fault, unreachable } from "@tandem/kernel";
import type { EngineAnswer } from "../engine/engine.ts";
import { readItem } from "../engine/engine-call.ts";
import type { Item } from "../item/attribute.ts";
import type { WriteTarget } from "../journal/intents.ts";
import type { Replica } from "../replica/replica.ts";
import type { Stamp } from "../replication/stamp.ts";
import { internalError, throughputExceeded } from "../wire/wire-error.ts";
import { replayedAnswer } from "./client-token.ts";
import { inTime } from "./in-time.ts";
import { type HeldLock, lockName } from "./key-locks.ts";
import { resolveIntent } from "./resolve.ts";
import { type SettledWrite, settleWrites } from "./settle.ts";
import { asObject, type PlannedTarget, type WritePlan } from "./write-plan.ts";

/** How long a write waits for others of the same items; then AWS, too, would have throttled a key that hot. */
const LOCK_WAIT_MS_MAX = 8_000;

export async function performWrite(replica: Replica, plan: WritePlan): Promise<EngineAnswer> {
  const names = plan.targets.map(({ target }) => lockName(target));
  const lock = await lockInTime(replica, plan.token === undefined ? names : [...names, `token ${plan.token.token}`]);
  try {
    const replayed = plan.token && replayedAnswer(replica, plan.token);
    if (replayed !== undefined) return replayed;
    await learnUnknown(replica, plan);
    return await carryOut(replica, { plan, lock, stamp: replica.stamps.tick() });
  } finally {
    lock.release();
  }
}

/** Writes, with the items' lock held. Answers what the engine answered, also its refusals; throws what a client may be told. */
export async function carryOut(
  replica: Replica,
  { plan, lock, stamp }: { readonly plan: WritePlan; readonly lock: HeldLock; readonly stamp: Stamp },
): Promise<EngineAnswer> {
  const targets = plan.targets.map(({ target }) => target);
  const intent = replica.intents.open({ ...plan, stamp, targets });
  const outcome = await ask(replica, plan);
  // The world ends: the intent stays for the next start to look at, and the client tries again.
  if (replica.isClosed()) throw internalError();
  switch (outcome.known) {
    case "done":
      settleWrites(replica, { intent, writes: outcome.writes, answer: outcome.answer.body.toString() });
      return plan.give?.(outcome.answer) ?? outcome.answer;
    case "refused":
      replica.intents.close(intent.id);
      return outcome.answer;
    case "unasked":
      replica.intents.close(intent.id);
      throw internalError();
    case "lost":
      lock.releaseAfter(resolveIntent(replica, intent));
      throw internalError();
    default:
      return unreachable(outcome);
  }
}

/** The locks, or the throttle of a key that is too hot. */
export async function lockInTime(replica: Replica, names: readonly string[]): Promise<HeldLock> {
  const acquired = replica.locks.acquire(names);
  const lock = await inTime(acquired, LOCK_WAIT_MS_MAX);
  if (lock !== undefined && !replica.isClosed()) return lock;
  // The place in the queue cannot be given up, so it is passed on as soon as it is reached.
  void acquired.then((reached) => reached.release());
  throw throughputExceeded();
}

/** Reads what a table had before it was tracked, so that the image before this write is known. */
async function learnUnknown(replica: Replica, plan: WritePlan): Promise<void> {
  for (const { target } of plan.targets) {
    if (replica.tables.get(target.table)?.complete !== false) continue;
    if (replica.items.get(target.table, target.key) !== undefined) continue;
    await learnItem(replica, target);
  }
}

/** Takes an item into the journal as it stands, older than every write. */
export async function learnItem(replica: Replica, target: WriteTarget): Promise<void> {
  const image = await readItem(replica.engine, target.table, target.key);
  if (image === undefined) return;
  replica.items.put({ ...target, stamp: { us: 0, region: replica.region }, image, expiry: undefined });
}

type EngineOutcome =
  | { readonly known: "done"; readonly answer: EngineAnswer; readonly writes: readonly SettledWrite[] }
  | { readonly known: "refused"; readonly answer: EngineAnswer }
  | { readonly known: "unasked" }
  /** The engine may have written or may yet write. */
  | { readonly known: "lost" };

async function ask(replica: Replica, plan: WritePlan): Promise<EngineOutcome> {
  try {
    const answer = await replica.engine.send(plan.request);
    if (answer.status >= 500) return { known: "lost" };
    if (answer.status !== 200) return { known: "refused", answer };
    return { known: "done", answer, writes: await afterImages(replica, plan, answer) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.mayBeDone ? { known: "lost" } : { known: "unasked" };
  }
}

async function afterImages(replica: Replica, plan: WritePlan, answer: EngineAnswer): Promise<SettledWrite[]> {
  const left = new Set(plan.left?.(answer) ?? []);
  const written = plan.targets.filter((planned) => !left.has(planned));
  return await Promise.all(written.map(async (planned) => ({ target: planned.target, image: await after(planned) })));

  async function after({ target, after: source }: PlannedTarget): Promise<Item | undefined> {
    if (source.from === "request") return source.image;
    if (source.from === "engine") return await readBack(replica, target);
    return asObject(JSON.parse(answer.body.toString()))?.["Attributes"] as Item | undefined;
  }
}

/** A read that fails here must not look like a write that was never done. */
async function readBack(replica: Replica, target: PlannedTarget["target"]): Promise<Item | undefined> {
  try {
    return await readItem(replica.engine, target.table, target.key);
  } catch (cause) {
    const message = `An item of ${target.table} was written but could not be read back.`;
    throw new Fault({ code: "unavailable", message, retryable: true, mayBeDone: true, cause });
  }
}
