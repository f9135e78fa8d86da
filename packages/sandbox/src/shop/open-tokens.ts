/**
 * Tokens of a simulated world: they say who asks and are believed. Signatures are not what a simulation tries; real ones would cost more
 * than all else in a history, and wait for a pool of threads that no seed decides.
 */
import { assert } from "@tandem/kernel";
import type { Ask } from "./ask.ts";

type Caller = Ask["caller"];

/** Names that fit into a token as they are. */
const NAME = /^[\w-]+$/;

export function openToken({ customer, role }: Caller): string {
  assert(NAME.test(customer), `a simulated caller's name has letters, digits, _ and -, not ${customer}`);
  return `simulated.${role}.${customer}`;
}

/** A verifier in the sense of the API: who the token speaks for, or why it does not. */
export function createOpenVerifier(): { verify(token: string): Promise<Caller | { readonly refused: string }> } {
  return {
    async verify(token) {
      const [issuer, role, customer] = token.split(".");
      const isRole = role === "customer" || role === "operator";
      if (issuer !== "simulated" || !isRole || customer === undefined) return { refused: "not a simulated token" };
      return { customer, role };
    },
  };
}
