/**
 * What only the whole world can decide: which one of all who want a name has it. Everything else of a region is decided there and merged
 * afterwards; two who were both given one name cannot be merged. So a claim is asked of a store that most of the world's voters
 * must agree to, and when they cannot be heard it is undecided: never granted, and never refused, by a guess.
 */
import { assert } from "@tandem/kernel";

export interface Claim {
  readonly name: string;
  /** Opaque. Who asks again under the same owner is granted again, so an answer that was lost costs nothing. */
  readonly owner: string;
}

export interface Undecided {
  readonly kind: "undecided";
  /** For a log: what kept the world from deciding. */
  readonly why: string;
}

/** An undecided claim may have been granted: whoever asks again, or reads, will know. */
export type ClaimAnswer = { readonly kind: "granted" } | { readonly kind: "taken"; readonly owner: string } | Undecided;

export type Holding = { readonly kind: "free" } | { readonly kind: "held"; readonly owner: string } | Undecided;

export type HeldNames = { readonly kind: "listed"; readonly names: readonly string[] } | Undecided;

export type Release = { readonly kind: "released" } | Undecided;

export interface Claims {
  /** Gives `name` to `owner` unless somebody else has it. Once granted it stays so until it is released, for every region. */
  claim(claim: Claim): Promise<ClaimAnswer>;
  /** Who holds the name, and not who once did. */
  read(name: string): Promise<Holding>;
  /** Names that `owner` holds, `limit` of them at most; as they were a moment ago, so it bounds and finds, and decides nothing. */
  namesOf(owner: string, options: { readonly limit: number }): Promise<HeldNames>;
  /**
   * Lets the name go if `owner` holds it; if not, it is as good as released. For an owner who goes for good: a release that was not heard of may
   * still arrive, and would end a later claim by the same owner.
   */
  release(claim: Claim): Promise<Release>;
}

/** DynamoDB's bound of a sort key, the tightest of all that a name and an owner have to fit. */
export const CLAIM_BYTES_MAX = 1_024;
/** What one page of an index holds with room to spare, so that a list is one request. */
export const NAMES_OF_LIMIT_MAX = 400;

/** For adapters: a name or an owner that cannot be stored is a mistake of the program. */
export function checkClaimText(what: "name" | "owner", text: string): void {
  const bytes = new TextEncoder().encode(text).length;
  assert(text.length > 0 && text.isWellFormed(), `a claim's ${what} is well-formed text and not empty`);
  assert(bytes <= CLAIM_BYTES_MAX, `a claim's ${what} has ${CLAIM_BYTES_MAX} bytes at most, not ${bytes}`);
}

export function checkNamesLimit(limit: number): void {
  const isWithin = Number.isInteger(limit) && limit >= 1 && limit <= NAMES_OF_LIMIT_MAX;
  assert(isWithin, `names are listed by 1 to ${NAMES_OF_LIMIT_MAX}, not ${limit}`);
}
