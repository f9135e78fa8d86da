/**
 * A handle is a name that one customer has and nobody else in the world: two regions that each gave it away could not be merged, so it is a claim
 * and not a record of this shop's. When the world cannot be asked nobody is told yes or no. A handle may tell who somebody is, and goes
 * when they ask to be forgotten.
 */
import type { Claims, Undecided } from "@tandem/claims";
import { type Hazard, noHazard } from "@tandem/kernel";
import * as z from "zod";
import type { ShopHazard } from "../hazards.ts";

export const Handle = z.string().regex(/^[a-z0-9-]{3,32}$/, "a handle is 3 to 32 of a-z, 0-9 and -");
export type Handle = z.infer<typeof Handle>;

/**
 * A person has one, a company some for its brands; whoever wants more is hoarding. Nobody else is at the same claim, so the count may be a moment
 * old: as many as one customer asks for within that moment may come on top.
 */
export const HANDLES_PER_CUSTOMER_MAX = 100;

export interface HandleRequest {
  readonly handle: Handle;
  readonly customer: string;
}

export type HandleAnswer =
  | { readonly kind: "mine" }
  | { readonly kind: "taken" }
  | { readonly kind: "too-many" }
  | Undecided;

/** Whose it is, to the one who asks: nobody learns another's id. */
export type HandleOwner = { readonly kind: "me" | "other" | "free" } | Undecided;

export interface Handles {
  /** Gives the customer the handle, now and whenever it is asked again; or says that another has it, or that nobody can say. */
  claim(request: HandleRequest): Promise<HandleAnswer>;
  owner(request: HandleRequest): Promise<HandleOwner>;
  /**
   * Lets all that the customer holds go. Undecided means that some may still be held: ask again. What the customer claims while this runs may
   * be missed; a second run, a minute later, finds it.
   */
  forget(customer: string): Promise<{ readonly kind: "forgotten" } | Undecided>;
}

/** A hazard is given by simulations alone. */
export function createHandles(claims: Claims, hazard: Hazard<ShopHazard> = noHazard): Handles {
  return {
    async claim({ handle, customer }) {
      const name = nameOf(handle);
      const [holding, held] = await Promise.all([
        claims.read(name),
        claims.namesOf(customer, { limit: HANDLES_PER_CUSTOMER_MAX }),
      ]);
      if (holding.kind === "undecided") return holding;
      if (holding.kind === "held") return { kind: holding.owner === customer ? "mine" : "taken" };
      if (held.kind === "undecided") return held;
      if (held.names.length >= HANDLES_PER_CUSTOMER_MAX) return { kind: "too-many" };
      await hazard("claim.before-claim");
      const answer = await claims.claim({ name, owner: customer });
      await hazard("claim.after-claim");
      if (answer.kind === "undecided") return answer;
      return { kind: answer.kind === "granted" ? "mine" : "taken" };
    },
    async owner({ handle, customer }) {
      const holding = await claims.read(nameOf(handle));
      if (holding.kind !== "held") return holding;
      return { kind: holding.owner === customer ? "me" : "other" };
    },
    async forget(customer) {
      const held = await claims.namesOf(customer, { limit: FORGOTTEN_AT_ONCE });
      if (held.kind === "undecided") return held;
      if (held.names.length > 0) await hazard("release.before-release");
      const released = await Promise.all(held.names.map((name) => claims.release({ name, owner: customer })));
      const undecided = released.find((release) => release.kind === "undecided");
      if (undecided !== undefined) return undecided;
      return held.names.length < FORGOTTEN_AT_ONCE
        ? { kind: "forgotten" }
        : { kind: "undecided", why: "there are more" };
    },
  };
}

/** Above the bound by what may come on top of it. */
const FORGOTTEN_AT_ONCE = 2 * HANDLES_PER_CUSTOMER_MAX;

/** Other kinds of names may be claimed in the same table one day. */
function nameOf(handle: Handle): string {
  return `handle#${handle}`;
}
