/**
 * A value as it would be whatever the clock and the dice said: times, stamps, random ids and cursors are replaced by words. What is left must be the
 * same in two worlds that were asked the same.
 */
const CHANCES: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\/[0-9a-f]{4}/g, "(stamp)"],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z/g, "(time)"],
  // Ids that are drawn; an order's is made of who asked for it, and stays.
  [/\b(?:cmt|chg|ref|evt|req|beat|run)_[0-9A-Za-z]+/g, "(id)"],
];
/** Members that are words of one world only, whatever they hold. */
const OPAQUE: ReadonlySet<string> = new Set(["next", "commitId", "stamp", "expiresAtS", "requestId"]);

export function withoutChance(value: unknown): unknown {
  if (typeof value === "string") return CHANCES.reduce((text, [pattern, word]) => text.replace(pattern, word), value);
  if (Array.isArray(value)) return value.map(withoutChance);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(
    members.map(([name, member]) => [name, OPAQUE.has(name) && member !== null ? "(opaque)" : withoutChance(member)]),
  );
}

/** The same text for what is the same without chance. */
export function writtenWithoutChance(value: unknown): string {
  return JSON.stringify(withoutChance(value));
}
