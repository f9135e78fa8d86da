/**
 * Where a list goes on, opaque to whoever carries it, and bound to its list and owner: a cursor of another list or of
 * another customer is refused, not followed.
 */
import { contentId, done, type Outcome, refused } from "@tandem/kernel";

export interface CursorOwner {
  readonly list: string;
  /** The customer, or a word for everybody. */
  readonly owner: string;
}

const SEAL_PREFIX = "cur";
/** DynamoDB's longest sort key, encoded, with room to spare. */
export const CURSOR_LENGTH_MAX = 2_048;
/** The longest sort key: what is longer was never handed out. */
const POSITION_BYTES_MAX = 1_024;

export function encodeCursor(owner: CursorOwner, position: string): string {
  return Buffer.from(JSON.stringify([seal(owner, position), position])).toString("base64url");
}

export function decodeCursor(owner: CursorOwner, cursor: string): Outcome<string, { readonly reason: "bad-cursor" }> {
  const parsed = parseJson(Buffer.from(cursor, "base64url").toString());
  if (!Array.isArray(parsed) || parsed.length !== 2) return refused({ reason: "bad-cursor" });
  const [sealed, position] = parsed as readonly unknown[];
  if (typeof position !== "string" || !position.isWellFormed() || Buffer.byteLength(position) > POSITION_BYTES_MAX) {
    return refused({ reason: "bad-cursor" });
  }
  if (sealed !== seal(owner, position)) return refused({ reason: "bad-cursor" });
  return done(position);
}

/** Tells a mistake, not an attack: what a cursor points into is read with its owner's rights anyway. */
function seal(owner: CursorOwner, position: string): string {
  return contentId(SEAL_PREFIX, [owner.list, owner.owner, position]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
