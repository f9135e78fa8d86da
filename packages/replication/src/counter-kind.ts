/**
 * A kind of counter: one region's own numbers, each only ever added to. It has no upcasters, since nothing ever rewrites it: a number that
 * a later version adds is zero where it is absent, and one that it drops is left alone. See `item-kind.ts`.
 *
 *     const Seats = declareCounter({ name: "SEATS", version: 1, answer: inEscrow() });
 *     Seats.write({ key: Seats.key({ partition, region }), by: { free: { add: -1, floor: 0 }, sold: { add: 1 } } });
 */
import { assert } from "@tandem/kernel";
import type { CounterAnswer } from "./answer.ts";
import type { CounterItem, Item } from "./item.ts";
import { checkKey, declareKind, type ItemKind } from "./item-kind.ts";
import type { Key } from "./key.ts";
import type { AdjustWrite, Undeclared } from "./write.ts";

export interface CounterKind extends ItemKind<CounterAnswer> {
  write(options: { readonly key: Key; readonly by: AdjustWrite["by"] }): AdjustWrite;
  is(item: Item | undefined): item is CounterItem;
  /** Its numbers; none where nothing was ever added. */
  read(item: CounterItem | undefined): CounterItem["numbers"];
}

export interface CounterDeclaration {
  readonly name: string;
  readonly version: number;
  readonly answer: CounterAnswer;
}

export function declareCounter(declaration: CounterDeclaration): CounterKind {
  const kind = declareKind(declaration);

  function is(item: Item | undefined): item is CounterItem {
    return item?.kind === "counter" && item.sort.startsWith(kind.prefix);
  }

  return {
    ...kind,
    write({ key, by }) {
      checkKey(kind, key);
      const write: Undeclared<AdjustWrite> = { type: "adjust", key, v: kind.version, by };
      return write as AdjustWrite;
    },
    is,
    read(item) {
      assert(item === undefined || is(item), `${item?.partition} ${item?.sort} is not read as a ${kind.name}`);
      return item?.numbers ?? {};
    },
  };
}
