/**
 * A global table as it is met by whoever stores one item a record: each region writes the same key, conditions look at the region's own copy,
 * and of two writes the later wins without a word.
 */
export interface NaiveTable {
  get(key: string): NaiveItem | undefined;
  put(change: NaiveChange): void;
  /** Writes if what stands here fulfils the condition; whether it did. */
  putIf(condition: (item: NaiveItem | undefined) => boolean, change: NaiveChange): boolean;
  changes(): readonly NaiveChange[];
  receive(changes: readonly NaiveChange[]): void;
}

export type NaiveItem = Readonly<Record<string, unknown>>;

export interface NaiveChange {
  readonly key: string;
  readonly item: NaiveItem;
  /** When it was written, by the table's own reckoning. */
  readonly at: number;
}

export function naiveTables(): readonly [NaiveTable, NaiveTable] {
  return [naiveTable(), naiveTable()];
}

function naiveTable(): NaiveTable {
  const standing = new Map<string, NaiveChange>();
  function put(change: NaiveChange): void {
    if (change.at > (standing.get(change.key)?.at ?? 0)) standing.set(change.key, change);
  }
  return {
    get: (key) => standing.get(key)?.item,
    put,
    putIf(condition, change) {
      const holds = condition(standing.get(change.key)?.item);
      if (holds) put(change);
      return holds;
    },
    changes: () => [...standing.values()],
    receive(changes) {
      for (const change of changes) put(change);
    },
  };
}
