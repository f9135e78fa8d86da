/**
 * A kind of fact: created once under its key, never changed. It is the right kind for what happened and for what somebody asked for; what
 * a record is follows from all its facts. See `item-kind.ts`.
 *
 *     const Placed = declareFact({
 *       name: "PLACED", version: 1, parse: PlacedData.parse, answer: folded("one order whichever region took it on"),
 *     });
 *     Placed.write({ key: Placed.key({ partition, region }), data: { orderId, total }, wake: "changed" });
 *     const placed = Placed.readAll(items);
 */
import type { FactAnswer } from "./answer.ts";
import type { Data, FactItem, Item } from "./item.ts";
import {
  checkKey,
  type DataDeclaration,
  dataReader,
  declareKind,
  type ItemKind,
  type Reading,
  type Upcasters,
} from "./item-kind.ts";
import { type Key, parseSort } from "./key.ts";
import type { FactWrite, Undeclared } from "./write.ts";

export interface FactKind<T extends Data> extends ItemKind<FactAnswer> {
  write(options: FactOptions<T>): FactWrite;
  is(item: Item | undefined): item is FactItem;
  /** The data of an item of this kind; a `Fault` that names it if it cannot be read. */
  read(item: FactItem): T;
  /** All items of this kind among `items`, in their order. */
  readAll(items: readonly Item[]): readonly Reading<T, FactItem>[];
}

export interface FactOptions<T> {
  readonly key: Key;
  readonly data: T;
  /** What a stream's reader is to wake for, if anybody. */
  readonly wake?: string;
  /** Seconds since 1970; set once, and the key is never used again. */
  readonly expiresAtS?: number;
}

export function declareFact<T extends Data, V extends number>(
  declaration: DataDeclaration<T, V, FactAnswer> & Upcasters<V>,
): FactKind<T> {
  const kind = declareKind(declaration);
  const read = dataReader(declaration);

  function is(item: Item | undefined): item is FactItem {
    return item?.kind === "fact" && item.sort.startsWith(kind.prefix);
  }

  return {
    ...kind,
    write({ key, data, wake, expiresAtS }) {
      checkKey(kind, key);
      const write: Undeclared<FactWrite> = {
        type: "fact",
        key,
        v: kind.version,
        data,
        ...(wake === undefined ? {} : { wake }),
        ...(expiresAtS === undefined ? {} : { expiresAtS }),
      };
      return write as FactWrite;
    },
    is,
    read,
    readAll: (items) => items.filter(is).map((item) => ({ item, data: read(item), tail: parseSort(item.sort).tail })),
  };
}
