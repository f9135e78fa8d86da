/** A history prepared for judging: what several invariants would each work out for themselves, worked out once. */
import type { Region } from "@tandem/kernel";
import { type Item, isExpired } from "@tandem/replication";
import type { Changed, Charge, History, Refund } from "./history.ts";
import { type OrderRecord, orderRecords } from "./order-record.ts";
import { type Try, triesOf } from "./try.ts";

export interface Evidence {
  readonly history: History;
  readonly tries: readonly Try[];
  /** Those asked when all was at rest: they show how the history ended, and change nothing. */
  readonly lastLooks: readonly Try[];
  /** Those asked when all was healed, and before the last looks: writes that are to work. */
  readonly lastWrites: readonly Try[];
  readonly changes: readonly Changed[];
  readonly charges: readonly Charge[];
  readonly refunds: readonly Refund[];
  readonly endings: readonly Ending[];
}

/** What one region holds when all is at rest. */
export interface Ending {
  readonly region: Region;
  /** Without what has expired: it counts as absent, and each replica deletes it when it likes. */
  readonly items: readonly Item[];
  readonly orders: ReadonlyMap<string, OrderRecord>;
}

export function evidenceOf(history: History): Evidence {
  const tries = triesOf(history);
  const { healedMs = history.restedMs, restedMs } = history;
  return {
    history,
    tries,
    lastLooks: tries.filter(({ askedMs }) => askedMs >= history.restedMs),
    lastWrites: tries.filter(({ askedMs }) => askedMs >= healedMs && askedMs < restedMs),
    changes: history.events.filter((event) => event.kind === "changed"),
    charges: history.events.filter((event) => event.kind === "charge"),
    refunds: history.events.filter((event) => event.kind === "refund"),
    endings: history.ending.map(({ region, items }) => {
      const living = items.filter((item) => !isExpired(item, history.restedMs));
      return { region, items: living, orders: orderRecords(living) };
    }),
  };
}
