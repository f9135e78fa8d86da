/**
 * Tokens are verified offline, with public keys from configuration: no request waits for an identity provider, and no
 * region needs another to know its customers. ES256 only; the algorithm is never taken from the token.
 */
import type { Clock } from "@tandem/kernel";
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from "jose";
import * as z from "zod";
import type { Caller } from "./caller.ts";

/** Clocks of issuer and verifier may differ by this much. */
const CLOCK_TOLERANCE_SECONDS = 5;
const CUSTOMER_LENGTH_MAX = 128;

const Claims = z.object({
  sub: z
    .string()
    .min(1)
    .max(CUSTOMER_LENGTH_MAX)
    .refine((name) => name.isWellFormed()),
  role: z.enum(["customer", "operator"]),
});

export interface TokenVerifier {
  /** Who the token speaks for, or why it does not. */
  verify(token: string): Promise<Caller | { readonly refused: string }>;
}

export function createTokenVerifier(keys: JSONWebKeySet, clock: Clock): TokenVerifier {
  const keySet = createLocalJWKSet(keys);
  return {
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, keySet, {
          algorithms: ["ES256"],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          currentDate: new Date(clock.nowMs()),
          requiredClaims: ["sub", "exp"],
        });
        const claims = Claims.safeParse(payload);
        if (!claims.success) return { refused: "The token names no customer and role." };
        return { customer: claims.data.sub, role: claims.data.role };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { refused: "The token has expired: get a new one." };
        if (error instanceof errors.JOSEError) return { refused: "The token is not one of ours." };
        throw error;
      }
    },
  };
}
