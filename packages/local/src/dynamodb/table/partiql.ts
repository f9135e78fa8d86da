/**
 * PartiQL. Which items a statement writes cannot be told without its whole grammar, so in a table with replicas, where
 * an untold write would never reach the others, writes are refused; elsewhere they pass, and the journal forgets what it knew
 * of the table.
 */
import type { Replica } from "../replica/replica.ts";
import { validationError } from "../wire/wire-error.ts";
import { asObject, type JsonObject } from "../write/write-plan.ts";
import { forgetItems } from "./track-table.ts";

const WRITE = /^\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(?:"([^"]+)"|([A-Za-z0-9_.-]+))/i;

/** The tables that a PartiQL request writes to. */
export function tablesWritten(body: JsonObject): string[] {
  const members = [body["Statements"], body["TransactStatements"]].flatMap((list) => (Array.isArray(list) ? list : []));
  const statements = [body["Statement"], ...members.map((member) => asObject(member)?.["Statement"])];
  return statements.flatMap((statement) => {
    const match = typeof statement === "string" ? WRITE.exec(statement) : null;
    const name = match?.[1] ?? match?.[2];
    return name === undefined ? [] : [name];
  });
}

/** Refuses writes to replicated tables. */
export function admitPartiql(replica: Replica, names: readonly string[]): void {
  const replicated = names.find((name) => (replica.tables.get(name)?.replicas.length ?? 0) > 0);
  if (replicated === undefined) return;
  throw validationError(
    `PartiQL writes to ${replicated} are refused here: it is a global table, and this local emulation cannot replicate them. ` +
      "Use PutItem, UpdateItem, DeleteItem or TransactWriteItems.",
  );
}

/** To be called before and after the statement ran: what was known in between may be wrong. */
export function forgetWritten(replica: Replica, names: readonly string[]): void {
  for (const name of names) forgetItems(replica, name);
}
