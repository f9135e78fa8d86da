/**
 * Ids are opaque strings with a prefix that tells a reader of a log what they name: `ord_5k3...`. They are random, or made
 * from content when the same request must give the same id in every region.
 */
import { hash } from "node:crypto";
import { assert } from "./assert.ts";
import type { Random } from "./random.ts";

/** Crockford's base 32: no letter that can be taken for a digit, and safe in a URL and a key. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** 24 letters of 5 bits: 120 bits, so that no two are ever equal by chance. */
const ID_LETTERS = 24;
const PREFIX = /^[a-z]{2,5}$/;

export function randomId(prefix: string, random: Random): string {
  assert(PREFIX.test(prefix), `an id's prefix is two to five small letters, not ${JSON.stringify(prefix)}`);
  let letters = "";
  for (let index = 0; index < ID_LETTERS; index += 1) letters += ALPHABET.charAt(random.uint32() >>> 27);
  return `${prefix}_${letters}`;
}

/** Whether `value` has the form of an id with this prefix. */
export function isContentId(prefix: string, value: string): boolean {
  const letters = value.slice(prefix.length + 1);
  return (
    value.startsWith(`${prefix}_`) && letters.length === ID_LETTERS && [...letters].every((l) => ALPHABET.includes(l))
  );
}

/** The same parts give the same id, everywhere and for ever (SHA-256 over their JSON, so parts cannot run together). */
export function contentId(prefix: string, parts: readonly string[]): string {
  assert(PREFIX.test(prefix), `an id's prefix is two to five small letters, not ${JSON.stringify(prefix)}`);
  const digest = hash("sha256", JSON.stringify(parts), "buffer");
  let letters = "";
  for (let index = 0; index < ID_LETTERS; index += 1) letters += ALPHABET.charAt((digest[index] ?? 0) & 31);
  return `${prefix}_${letters}`;
}
