/**
 * The highest stamp this replica's clock must begin above after a restart: of any item or intent in the journal, and of tombstones
 * that were collected, whose stamps are kept in one setting.
 */
import type { Journal } from "../journal/journal.ts";

const SETTING = "stamp-floor";

export function readStampFloor(journal: Journal): number {
  const sql = `SELECT MAX(us) AS us FROM (
    SELECT value AS us FROM setting WHERE name = ?
    UNION ALL SELECT MAX(us) FROM item UNION ALL SELECT MAX(us) FROM intent)`;
  return journal.get<{ us: number | null }>(sql, SETTING)?.us ?? 0;
}

export function keepStampFloor(journal: Journal, us: number): void {
  journal.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", SETTING, us);
}
