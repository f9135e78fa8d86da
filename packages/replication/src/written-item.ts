/** The item that a write leaves behind, in memory; the DynamoDB table says the same in expressions. */
import { factItem } from "./fact-item.ts";
import type { CounterItem, Data, Item, Json } from "./item.ts";
import type { AbsentCheck, AdjustWrite, Commit, Write } from "./write.ts";

/** What stands at the write's key once it is done: nothing after an erase. */
export function writtenItem(
  write: Exclude<Write, AbsentCheck>,
  commit: Pick<Commit, "id" | "stamp">,
  standing: Item | undefined,
): Item | undefined {
  if (write.type === "erase") return undefined;
  const core = {
    partition: write.key.partition,
    sort: write.key.sort,
    v: write.v,
    region: write.key.region,
    stamp: commit.stamp,
    commitId: commit.id,
  };
  switch (write.type) {
    case "fact":
      return Object.freeze({ ...factItem(write, commit), data: frozenData(write.data) });
    case "fragment":
      return Object.freeze({
        ...core,
        kind: "fragment",
        data: frozenData(write.data),
        ...(write.wake === undefined ? {} : { wake: write.wake }),
      });
    case "adjust":
      return Object.freeze({ ...core, kind: "counter", numbers: adjusted(write, standing) });
  }
}

function adjusted(write: AdjustWrite, standing: Item | undefined): CounterItem["numbers"] {
  const numbers = new Map(Object.entries(standing?.kind === "counter" ? standing.numbers : {}));
  for (const [name, { add }] of Object.entries(write.by)) numbers.set(name, (numbers.get(name) ?? 0) + add);
  return Object.freeze(Object.fromEntries(numbers));
}

/**
 * A copy that nobody can change afterwards, as what comes back from a real table cannot change what is in it. Its members
 * come in another order than they were written in, since DynamoDB's maps have none: nobody may rely on it.
 */
function frozenData(data: Data): Data {
  const members = Object.entries(data).flatMap(([name, value]): [string, Json][] =>
    value === undefined ? [] : [[name, frozen(value)]],
  );
  return Object.freeze(Object.fromEntries(members.toSorted(([left], [right]) => (left < right ? 1 : -1))));
}

function frozen(value: Json): Json {
  if (typeof value === "number") return value === 0 ? 0 : value;
  if (value === null || typeof value !== "object") return value;
  return isList(value) ? Object.freeze(value.map(frozen)) : frozenData(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
