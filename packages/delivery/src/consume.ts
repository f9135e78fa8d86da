/**
 * The only place where work is decided and done. A hint leads here; what is owed is read, consistently, from the table:
 *
 *     read record and outbox item -> settle -> effect due and own item due? -> perform -> settle with its result
 *                                 -> one commit: result facts, what is owed, the outbox item erased
 *
 * A crash before the effect changes nothing. A crash between the effect and the commit leaves the outbox item, and the
 * effect is asked for again under the same key. A crash after the commit leaves a doubled hint, which finds nothing to do.
 * Two consumers at once both perform, under the same key, and one of the two commits; the other finds its fact standing
 * and looks again.
 */
import { Fault, type Hazard, noHazard, type Random, randomId } from "@tandem/kernel";
import { factItem, type RegionTable, type Stamp, type StampClock, type Write } from "@tandem/replication";
import { type Backoff, backoffMs } from "./backoff.ts";
import type { DeliveryHazard } from "./hazards.ts";
import type { Hint } from "./hint.ts";
import { type OutboxItem, postpone, settleOutbox } from "./outbox.ts";
import type { ProductPort } from "./product-port.ts";
import { newestStamp, readWork, type Work } from "./read-work.ts";
import { isSome } from "./settle-record.ts";

/** Each round that is refused has seen somebody else make progress on the same record. */
export const CONSUME_ROUNDS_MAX = 5;

export interface Consumer {
  /** Throws a `Fault` when the world fails; the message then comes again. */
  consume(hint: Hint): Promise<Consumed>;
}

export interface Consumed {
  readonly did: "nothing owed" | "settled" | "performed" | "postponed" | "not yet due";
  /** How many conflicts this settled: each is counted where it is settled, and once. */
  readonly conflicts: number;
}

/** What is to be committed together, and what it will count as. */
interface Commitment {
  readonly writes: readonly Write[];
  readonly conflicts: number;
  readonly stamp: Stamp;
  readonly as: Consumed["did"];
  readonly id?: string;
}

export interface ConsumerOptions<Effect> {
  readonly table: RegionTable;
  readonly stamps: StampClock;
  readonly random: Random;
  readonly product: ProductPort<Effect>;
  /** How long work that must wait is put off. */
  readonly backoff: Backoff;
  readonly hazard?: Hazard<DeliveryHazard>;
}

export function createConsumer<Effect>(options: ConsumerOptions<Effect>): Consumer {
  const { table, stamps, random, product, backoff, hazard = noHazard } = options;
  const { region } = table;

  async function round(hint: Hint): Promise<Consumed | "again"> {
    const work = await readWork(table, hint);
    const stamp = stamps.next({ above: newestStamp(work) });
    const { writes, effect, conflicts } = product.settle({ record: hint.record, items: work.items, region, stamp });
    const { outbox } = work;
    if (effect === undefined) {
      const answered = outbox === undefined ? [] : [settleOutbox(outbox)];
      return commit({ writes: [...writes, ...answered], conflicts, stamp, as: "settled" });
    }
    if (outbox === undefined || (outbox.isPutOff && outbox.notBeforeMs > stamps.nowMs())) {
      if (isSome(writes)) return commit({ writes, conflicts, stamp, as: "settled" });
      return { did: outbox === undefined ? "nothing owed" : "not yet due", conflicts: 0 };
    }
    return perform({ hint, work, outbox, effect, writes, conflicts });
  }

  async function perform(due: {
    readonly hint: Hint;
    readonly work: Work;
    readonly outbox: OutboxItem;
    readonly effect: Effect;
    /** What is owed however the effect ends. */
    readonly writes: readonly Write[];
    readonly conflicts: number;
  }): Promise<Consumed | "again"> {
    const { hint, work, outbox, effect, writes, conflicts } = due;
    await hazard("consume.before-effect");
    const performed = await product.perform(effect);
    await hazard("consume.after-effect");
    const stamp = stamps.next({ above: newestStamp(work) });
    if (performed.kind === "later") {
      const untilMs = performed.untilMs ?? stamps.nowMs() + backoffMs({ attempt: outbox.attempts, backoff, random });
      const postponed = postpone(outbox, { untilMs, why: performed.why });
      return commit({ writes: [postponed, ...writes], conflicts, stamp, as: "postponed" });
    }
    const id = randomId("cmt", random);
    const facts = performed.facts(region);
    const standing = facts.filter((write) => write.type === "fact").map((write) => factItem(write, { id, stamp }));
    const items = [...work.items, ...standing];
    const owed = product.settle({ record: hint.record, items, region, stamp });
    const answered = owed.effect === undefined ? [settleOutbox(outbox)] : [];
    const all = [...facts, ...owed.writes, ...answered];
    return commit({ writes: all, conflicts: owed.conflicts, stamp, id, as: "performed" });
  }

  async function commit(commitment: Commitment): Promise<Consumed | "again"> {
    const { writes, conflicts, stamp, as, id = randomId("cmt", random) } = commitment;
    if (!isSome(writes)) return { did: "nothing owed", conflicts: 0 };
    await hazard("consume.before-commit");
    const outcome = await table.commit({ id, stamp, writes });
    if (!outcome.ok) return "again";
    await hazard("consume.after-commit");
    return { did: as, conflicts };
  }

  return {
    async consume(hint) {
      for (let count = 0; count < CONSUME_ROUNDS_MAX; count += 1) {
        const result = await round(hint);
        if (result !== "again") return result;
      }
      throw new Fault({
        code: "contended",
        message: `${hint.record} changed during each of ${CONSUME_ROUNDS_MAX} rounds; its message comes again`,
        retryable: true,
        mayBeDone: false,
      });
    },
  };
}
