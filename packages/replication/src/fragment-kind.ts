/**
 * A kind of fragment: one region's part of a record, replaced as a whole by who has seen the version that stands. It is the right kind for
 * what changes in place; the regions' fragments are merged when they are read. See `item-kind.ts`.
 *
 *     const Details = declareFragment({
 *       name: "DETAILS", version: 1, parse: DetailsData.parse, answer: lastWriterWinsPerField(),
 *     });
 *     Details.write({ key: Details.key({ partition, region }), over: own, data: fields });
 */
import { assert } from "@tandem/kernel";
import type { FragmentAnswer } from "./answer.ts";
import type { Data, FragmentItem, Item } from "./item.ts";
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
import type { FragmentWrite, Undeclared } from "./write.ts";

export interface FragmentKind<T extends Data> extends ItemKind<FragmentAnswer> {
  write(options: FragmentOptions<T>): FragmentWrite;
  is(item: Item | undefined): item is FragmentItem;
  /** The data of an item of this kind; a `Fault` that names it if it cannot be read. */
  read(item: FragmentItem): T;
  /** All items of this kind among `items`, in their order. */
  readAll(items: readonly Item[]): readonly Reading<T, FragmentItem>[];
}

export interface FragmentOptions<T> {
  readonly key: Key;
  readonly data: T;
  /** The item that was read at this key, which is replaced if it still stands as it was; undefined if there was none. */
  readonly over: FragmentItem | undefined;
  readonly wake?: string;
}

export function declareFragment<T extends Data, V extends number>(
  declaration: DataDeclaration<T, V, FragmentAnswer> & Upcasters<V>,
): FragmentKind<T> {
  const kind = declareKind(declaration);
  const read = dataReader(declaration);

  function is(item: Item | undefined): item is FragmentItem {
    return item?.kind === "fragment" && item.sort.startsWith(kind.prefix);
  }

  return {
    ...kind,
    write({ key, data, over, wake }) {
      checkKey(kind, key);
      const isHere = over === undefined || (over.partition === key.partition && over.sort === key.sort);
      assert(isHere, `${key.partition} ${key.sort} replaces what was read there, not ${over?.partition} ${over?.sort}`);
      const unknown = over === undefined || over.v <= kind.version ? {} : membersUnknown(over.data, read(over));
      const write: Undeclared<FragmentWrite> = {
        type: "fragment",
        key,
        v: Math.max(kind.version, over?.v ?? 0),
        data: { ...unknown, ...data },
        expected: over?.commitId ?? "absent",
        ...(wake === undefined ? {} : { wake }),
      };
      return write as FragmentWrite;
    },
    is,
    read,
    readAll: (items) => items.filter(is).map((item) => ({ item, data: read(item), tail: parseSort(item.sort).tail })),
  };
}

/**
 * What the release after this one has written and this one does not know. It is carried along under its own version: while both run, an
 * edit by this one would otherwise take away what a customer has told the other.
 */
function membersUnknown(data: Data, known: Data): Data {
  return Object.fromEntries(Object.entries(data).filter(([name]) => !Object.hasOwn(known, name)));
}
