/**
 * The secret that the regions of an environment share: what one of them signs, each of them knows for its own. Two keys are valid while a key is
 * changed: the first signs, all of them verify. A word says what a signature is for, so that none is taken for another.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { assert } from "@tandem/kernel";

export interface RegionKey {
  /** Neither a dot nor a space in it. */
  readonly id: string;
  readonly secret: string;
}

export type SignedFor = "session" | "copy";

export interface KeyRing {
  /** `KEY.SIGNATURE`, with neither dots nor spaces in either. */
  sign(purpose: SignedFor, text: string): string;
  verifies(purpose: SignedFor, text: string, signature: string): boolean;
}

/** The first of `keys` signs. */
export function createKeyRing(keys: readonly RegionKey[]): KeyRing {
  const [signing] = keys;
  assert(signing !== undefined, "the regions share at least one key");
  return {
    sign: (purpose, text) => `${signing.id}.${mac(signing.secret, purpose, text).toString("base64url")}`,
    verifies(purpose, text, signature) {
      const [id, code, ...rest] = signature.split(".");
      const key = keys.find((each) => each.id === id);
      if (key === undefined || code === undefined || rest.length > 0) return false;
      const given = Buffer.from(code, "base64url");
      const right = mac(key.secret, purpose, text);
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}

function mac(secret: string, purpose: SignedFor, text: string): Buffer {
  return createHmac("sha256", secret).update(`tandem ${purpose}\n${text}`).digest();
}
