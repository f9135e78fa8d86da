/**
 * What customers do besides ordering: they fill a cart, say who they are, want a name that nobody else has, and ask to be forgotten. Whatever
 * they say of themselves carries a mark with their name, so that a judge can look for it wherever it must not be.
 */
export type PeopleOperation =
  | {
      readonly kind: "add-to-cart";
      readonly customer: string;
      readonly key: string;
      readonly sku: string;
      readonly quantity: number;
    }
  | { readonly kind: "remove-from-cart"; readonly customer: string; readonly sku: string }
  | { readonly kind: "show-cart"; readonly customer: string }
  | { readonly kind: "check-out"; readonly customer: string; readonly key: string }
  /** With `overSeen`, only if the profile is still what that operation was shown, once it was. */
  | {
      readonly kind: "edit-profile";
      readonly customer: string;
      readonly edits: ProfileEdits;
      readonly overSeen?: string | undefined;
    }
  | { readonly kind: "read-profile"; readonly customer: string }
  | { readonly kind: "claim-handle"; readonly customer: string; readonly handle: string }
  | { readonly kind: "read-handle"; readonly customer: string; readonly handle: string }
  | { readonly kind: "erase-person"; readonly customer: string }
  /** By an operator. */
  | { readonly kind: "list-conflicts"; readonly limit: number };

export const PROFILE_FIELDS = ["name", "email", "address", "phone"] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** Null removes a field. */
export type ProfileEdits = { readonly [Field in ProfileField]?: string | null | undefined };

const MARK = /private of ([\w-]+):/g;

/** What a customer says of himself; `what` tells it from all else that he says, and the full stop from what only begins like it. */
export function privateText(customer: string, what: string): string {
  return `private of ${customer}: ${what}.`;
}

/** Everybody of whom a text says something private. */
export function peopleIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(MARK)].map(([, customer]) => customer ?? ""))];
}

const KINDS: Readonly<Record<PeopleOperation["kind"], true>> = {
  "add-to-cart": true,
  "remove-from-cart": true,
  "show-cart": true,
  "check-out": true,
  "edit-profile": true,
  "read-profile": true,
  "claim-handle": true,
  "read-handle": true,
  "erase-person": true,
  "list-conflicts": true,
};

export function isPeopleOperation(operation: { readonly kind: string }): operation is PeopleOperation {
  return Object.hasOwn(KINDS, operation.kind);
}
