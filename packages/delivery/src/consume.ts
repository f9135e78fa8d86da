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
import { Fault, type Random, randomId } from "@tandem/kernel";
import { factItem, type RegionTable, type Stamp, type StampClock, type Write } from "@tandem/replication";
import { type Backoff, backoffMs } from "./backoff.ts";
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

export type Consumed = "nothing owed" | "settled" | "performed" | "postponed" | "not yet due";

export interface ConsumerOptions<Effect> {
  readonly table: RegionTable;
  readonly stamps: StampClock;
  readonly random: Random;
  readonly product: ProductPort<Effect>;
  /** How long work that must wait is put off. */
  readonly backoff: Backoff;
}

export function createConsumer<Effect>(options: ConsumerOptions<Effect>): Consumer {
  const { table, stamps, random, product, backoff } = options;
  const { region } = table;

  async function round(hint: Hint): Promise<Consumed | "again"> {
    const work = await readWork(table, hint);
    const stamp = stamps.next({ above: newestStamp(work) });
    const { writes, effect } = product.settle({ record: hint.record, items: work.items, region, stamp });
    const { outbox } = work;
    if (effect === undefined) {
      return commit(outbox === undefined ? writes : [...writes, settleOutbox(outbox)], { stamp, as: "settled" });
    }
    if (outbox === undefined || (outbox.isPutOff && outbox.notBeforeMs > stamps.nowMs())) {
      const result = await commit(writes, { stamp, as: "settled" });
      return result === "nothing owed" && outbox !== undefined ? "not yet due" : result;
    }
    return perform({ hint, work, outbox, effect, writes });
  }

  async function perform(due: {
    readonly hint: Hint;
    readonly work: Work;
    readonly outbox: OutboxItem;
    readonly effect: Effect;
    /** What is owed however the effect ends. */
    readonly writes: readonly Write[];
  }): Promise<Consumed | "again"> {
    const { hint, work, outbox, effect, writes } = due;
    const performed = await product.perform(effect);
    const stamp = stamps.next({ above: newestStamp(work) });
    if (performed.kind === "later") {
      const untilMs = stamps.nowMs() + backoffMs({ attempt: outbox.attempts, backoff, random });
      return commit([postpone(outbox, { untilMs, why: performed.why }), ...writes], { stamp, as: "postponed" });
    }
    const id = randomId("cmt", random);
    const facts = performed.facts(region);
    const standing = facts.filter((write) => write.type === "fact").map((write) => factItem(write, { id, stamp }));
    const items = [...work.items, ...standing];
    const owed = product.settle({ record: hint.record, items, region, stamp });
    const answered = owed.effect === undefined ? [settleOutbox(outbox)] : [];
    return commit([...facts, ...owed.writes, ...answered], { stamp, id, as: "performed" });
  }

  async function commit(
    writes: readonly Write[],
    how: { readonly stamp: Stamp; readonly id?: string; readonly as: Consumed },
  ): Promise<Consumed | "again"> {
    if (!isSome(writes)) return "nothing owed";
    const { stamp, id = randomId("cmt", random), as } = how;
    return (await table.commit({ id, stamp, writes })).ok ? as : "again";
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
