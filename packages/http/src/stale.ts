/** The one word with which an answer says that another region may know more than it tells. */

const STALE = { "Tandem-Stale": "possible" } as const;

export function staleIf(mayBeStale: boolean): Readonly<Record<string, string>> {
  return mayBeStale ? STALE : {};
}
