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
import { type Clock, Fault, type Random, randomId } from "@tandem/kernel";
import {
  type CommitOutcome,
  factItem,
  type Item,
  type RegionTable,
  type StampClock,
  type Write,
} from "@tandem/replication";
import { type Backoff, backoffMs } from "./backoff.ts";
import type { Hint } from "./hint.ts";
import { type OutboxItem, postpone, readOutboxItem, settleOutbox } from "./outbox.ts";
import type { ProductPort } from "./product-port.ts";

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
  readonly clock: Clock;
  readonly random: Random;
  readonly product: ProductPort<Effect>;
  /** How long work that must wait is put off. */
  readonly backoff: Backoff;
}

export function createConsumer<Effect>(options: ConsumerOptions<Effect>): Consumer {
  const { table, stamps, clock, random, product, backoff } = options;

  async function round(hint: Hint): Promise<Consumed | "again"> {
    const { items, outbox } = await look(hint);
    const region = table.region;
    const stamp = stamps.next({ above: newest(items, outbox) });
    const { writes, effect } = product.settle({ record: hint.record, items, region, stamp });

    if (effect === undefined) {
      const all = outbox === undefined ? writes : [...writes, settleOutbox(outbox)];
      if (!isSome(all)) return "nothing owed";
      return (await commit(all, stamp)).ok ? "settled" : "again";
    }
    if (outbox === undefined || outbox.notBeforeMs > clock.nowMs()) {
      if (!isSome(writes)) return outbox === undefined ? "nothing owed" : "not yet due";
      return (await commit(writes, stamp)).ok ? "settled" : "again";
    }

    const performed = await product.perform(effect);
    if (performed.kind === "later") {
      const untilMs = clock.nowMs() + backoffMs({ attempt: outbox.attempts, backoff, random });
      const put = await commit([postpone(outbox, { untilMs, why: performed.why })], stamp);
      return put.ok ? "postponed" : "again";
    }
    const facts = performed.facts(region);
    const id = randomId("cmt", random);
    const after = [
      ...items,
      ...facts.filter((write) => write.type === "fact").map((write) => factItem(write, { id, stamp })),
    ];
    const owed = product.settle({ record: hint.record, items: after, region, stamp });
    const answered = owed.effect === undefined ? [settleOutbox(outbox)] : [];
    const all = [...facts, ...owed.writes, ...answered];
    if (!isSome(all)) return "nothing owed";
    return (await table.commit({ id, stamp, writes: all })).ok ? "performed" : "again";
  }

  async function look(
    hint: Hint,
  ): Promise<{ readonly items: readonly Item[]; readonly outbox: OutboxItem | undefined }> {
    const [record, page] = await Promise.all([
      table.read([hint.record], { consistent: true }),
      hint.outbox === undefined
        ? undefined
        : table.page(hint.outbox.partition, {
            consistent: true,
            prefix: hint.outbox.sort,
            limit: 1,
            order: "ascending",
          }),
    ]);
    const standing = page?.items.find((item) => item.sort === hint.outbox?.sort);
    return { items: record[0] ?? [], outbox: standing === undefined ? undefined : readOutboxItem(standing) };
  }

  function commit(writes: readonly [Write, ...Write[]], stamp: ReturnType<StampClock["next"]>): Promise<CommitOutcome> {
    return table.commit({ id: randomId("cmt", random), stamp, writes });
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

function isSome(writes: readonly Write[]): writes is readonly [Write, ...Write[]] {
  return writes.length > 0;
}

function newest(items: readonly Item[], outbox: OutboxItem | undefined): Item["stamp"] | undefined {
  const stamps = items.map((item) => item.stamp);
  if (outbox !== undefined) stamps.push(outbox.item.stamp);
  return stamps.toSorted().at(-1);
}
