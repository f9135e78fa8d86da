/**
 * The order of sort keys: by the bytes of their UTF-8, as DynamoDB sorts them. JavaScript compares UTF-16 units, which
 * puts a character beyond U+FFFF (an emoji) before one at U+E000 to U+FFFF, and would make two adapters page differently.
 */
const SURROGATES_FROM = 0xd800;
const SURROGATES_TO = 0xdfff;

/** Below zero if `left` comes first, above zero if `right` does, zero if they are the same. */
export function compareUtf8(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rank(left.charCodeAt(index)) - rank(right.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** A surrogate starts a character beyond all that are written in one unit, so it comes after them. */
function rank(unit: number): number {
  return unit >= SURROGATES_FROM && unit <= SURROGATES_TO ? unit + 0x10000 : unit;
}
