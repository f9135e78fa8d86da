/**
 * The port in forty lines, for comparison: items by key, and the laws as plain ifs. It shares nothing with the adapters,
 * so that a mistake would have to be made twice.
 */
import type { Commit, Write } from "../write.ts";

/** What an item is, to the model: the kind, the commit that wrote it, its data as text, its numbers. */
export interface ModelItem {
  readonly kind: "fact" | "fragment" | "counter";
  readonly commitId: string;
  readonly data: string;
  readonly numbers: ReadonlyMap<string, number>;
}

export type ModelOutcome = "done" | readonly string[];

export interface TableModel {
  readonly items: ReadonlyMap<string, ModelItem>;
  commit(commit: Commit): ModelOutcome;
}

export function createTableModel(): TableModel {
  const items = new Map<string, ModelItem>();
  return {
    items,
    commit(commit) {
      if (commit.writes.some(({ key }) => items.get(key.sort)?.commitId === commit.id)) return "done";
      const refusals = commit.writes.map((write, index) => refusal(write, index, items.get(write.key.sort)));
      const named = refusals.filter((text) => text !== "").toSorted();
      if (named.length > 0) return named.map((text) => text.slice(1));
      for (const write of commit.writes) perform(items, write, commit.id);
      return "done";
    },
  };
}

/** The reason and index, behind a digit that sorts them as the port promises; nothing if there is none. */
function refusal(write: Write, index: number, standing: ModelItem | undefined): string {
  if (write.type === "fact" || write.type === "absent") return standing ? `0stands ${index}` : "";
  if (write.type === "fragment") return (standing?.commitId ?? "absent") === write.expected ? "" : `1version ${index}`;
  if (write.type === "erase") return "";
  const low = Object.entries(write.by).some(([name, { add, floor }]) => {
    return (standing?.numbers.get(name) ?? 0) + add < (floor ?? Number.NEGATIVE_INFINITY);
  });
  return low ? `2floor ${index}` : "";
}

function perform(items: Map<string, ModelItem>, write: Write, commitId: string): void {
  const { sort } = write.key;
  if (write.type === "absent") return;
  if (write.type === "erase") {
    items.delete(sort);
    return;
  }
  if (write.type !== "adjust") {
    items.set(sort, { kind: write.type, commitId, data: JSON.stringify(write.data), numbers: new Map() });
    return;
  }
  const numbers = new Map(items.get(sort)?.numbers);
  for (const [name, { add }] of Object.entries(write.by)) numbers.set(name, (numbers.get(name) ?? 0) + add);
  items.set(sort, { kind: "counter", commitId, data: "", numbers });
}
