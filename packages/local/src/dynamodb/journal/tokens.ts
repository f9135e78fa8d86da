/**
 * Idempotency tokens of transactions, kept here because the engine forgets its own when it dies: a client that tries again
 * after a lost answer must not write twice. They are this region's own, as in AWS.
 */
import type { Journal } from "./journal.ts";

export interface TokenRow {
  readonly digest: string;
  readonly answer: string;
  readonly at_ms: number;
}

export interface Tokens {
  get(token: string, sinceMs: number): TokenRow | undefined;
  put(token: string, row: TokenRow): void;
  trim(beforeMs: number): void;
}

export function createTokens(journal: Journal): Tokens {
  return {
    get(token, sinceMs) {
      const sql = "SELECT digest, answer, at_ms FROM token WHERE token = ? AND at_ms >= ?";
      return journal.get<TokenRow>(sql, token, sinceMs);
    },
    put(token, row) {
      const sql = "INSERT OR REPLACE INTO token (token, digest, answer, at_ms) VALUES (?, ?, ?, ?)";
      journal.run(sql, token, row.digest, row.answer, row.at_ms);
    },
    trim(beforeMs) {
      journal.run("DELETE FROM token WHERE at_ms < ?", beforeMs);
    },
  };
}
