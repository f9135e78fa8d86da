/** Draws one operation of people with their own data, from a seed and what was drawn before it. */
import type { Random } from "@tandem/kernel";
import { between, isLikely, oneOf, weighted } from "./chance.ts";
import type { PeopleMix } from "./people-mix.ts";
import { type PeopleOperation, PROFILE_FIELDS, type ProfileEdits, privateText } from "./people-operations.ts";
import type { Operation, PlannedOperation } from "./plan.ts";

export interface PeopleDraft {
  readonly random: Random;
  readonly mix: PeopleMix;
  readonly customers: readonly string[];
  readonly skus: readonly string[];
  readonly drawn: readonly PlannedOperation[];
}

export interface DrawnPeople {
  /** All at the same moment: one, or two who meet. */
  readonly operations: readonly PeopleOperation[];
  /** What was done a moment before in each of their regions, so that they meet over something. */
  readonly before?: PeopleOperation | undefined;
  /** The one that they come after, if they are about what it was told. */
  readonly after?: PlannedOperation | undefined;
}

const PIECES_MAX = 5;
/** At the bounds of what a line may hold, and beyond them. */
const EXTREME_PIECES = [0, 999, 1_000, 1_001] as const;
const EXTREME_RATE = 1 / 32;
/** How often two who check out one cart have both just filled it: else most of them find it empty, or short of stock. */
const FILLED_RATE = 0.5;

export function drawPeopleOperation(draft: PeopleDraft): DrawnPeople {
  const { random, mix } = draft;
  const kind = weighted(random, mix.weights);
  const drawn = drawOne(draft, kind);
  if (!isLikely(random, mix.duelRate)) return drawn;
  const [first] = drawn.operations;
  if (first === undefined) return drawn;
  const before =
    first.kind === "check-out" && isLikely(random, FILLED_RATE) ? onePiece(draft, first.customer) : undefined;
  return { ...drawn, before, operations: [first, rivalOf(draft, first)] };
}

function onePiece(draft: PeopleDraft, customer: string): PeopleOperation {
  const sku = oneOf(draft.random, draft.skus);
  return { kind: "add-to-cart", customer, key: keyOf(draft, "basket-duel"), sku, quantity: 1 };
}

function drawOne(draft: PeopleDraft, kind: PeopleOperation["kind"]): DrawnPeople {
  const { random, mix } = draft;
  const customer = customerOf(draft);
  switch (kind) {
    case "add-to-cart":
      return adding(draft, customer);
    case "remove-from-cart":
      return { operations: [{ kind, customer, sku: oneOf(random, draft.skus) }] };
    case "show-cart":
    case "read-profile":
    case "erase-person":
      return { operations: [{ kind, customer }] };
    case "check-out":
      return again(draft, "check-out") ?? { operations: [{ kind, customer, key: keyOf(draft, "checkout-key") }] };
    case "edit-profile":
      return editing(draft, customer);
    case "claim-handle":
    case "read-handle":
      return { operations: [{ kind, customer, handle: oneOf(random, mix.handles) }] };
    case "list-conflicts":
      return { operations: [{ kind, limit: oneOf(random, [1, 25]) }] };
  }
}

/** What somebody else does at the same moment, or the same customer at another device: what is most likely to get into each other's way. */
function rivalOf(draft: PeopleDraft, first: PeopleOperation): PeopleOperation {
  const { random } = draft;
  switch (first.kind) {
    case "add-to-cart": {
      const { customer, sku } = first;
      if (isLikely(random, 0.3)) return { kind: "remove-from-cart", customer, sku };
      return isLikely(random, 0.3) ? { kind: "check-out", customer, key: keyOf(draft, "checkout-duel") } : first;
    }
    case "check-out": {
      const key = isLikely(random, 0.7) ? first.key : keyOf(draft, "checkout-duel");
      return { ...first, key };
    }
    case "edit-profile":
      return { ...first, edits: otherValues(draft, first) };
    case "claim-handle":
      return { ...first, customer: oneOf(random, draft.customers) };
    case "erase-person":
      return {
        kind: "edit-profile",
        customer: first.customer,
        edits: { name: textOf(draft, first.customer, "rival") },
      };
    default:
      return first;
  }
}

function adding(draft: PeopleDraft, customer: string): DrawnPeople {
  const { random, mix, skus } = draft;
  const repeated = again(draft, "add-to-cart");
  const quantity = isLikely(random, EXTREME_RATE) ? oneOf(random, EXTREME_PIECES) : between(random, [1, PIECES_MAX]);
  if (repeated === undefined) {
    const key = keyOf(draft, "basket-key");
    return { operations: [{ kind: "add-to-cart", customer, key, sku: oneOf(random, skus), quantity }] };
  }
  const [before] = repeated.operations;
  if (before?.kind !== "add-to-cart" || !isLikely(random, mix.otherContentRate)) return repeated;
  return { ...repeated, operations: [{ ...before, quantity }] };
}

function editing(draft: PeopleDraft, customer: string): DrawnPeople {
  const { random, mix } = draft;
  const fields = PROFILE_FIELDS.filter(() => isLikely(random, 0.3));
  const edited = fields.length === 0 ? [oneOf(random, PROFILE_FIELDS)] : fields;
  const edits = Object.fromEntries(
    edited.map((field) => [field, isLikely(random, mix.removalRate) ? null : textOf(draft, customer, field)]),
  );
  const shown = earlier(draft, (operation) => {
    const isShown = operation.kind === "read-profile" || operation.kind === "edit-profile";
    return isShown && operation.customer === customer;
  });
  if (shown.length === 0 || !isLikely(random, mix.guardedRate)) {
    return { operations: [{ kind: "edit-profile", customer, edits }] };
  }
  const after = oneOf(random, shown.slice(-4));
  return { operations: [{ kind: "edit-profile", customer, edits, overSeen: after.id }], after };
}

function otherValues(draft: PeopleDraft, first: PeopleOperation & { readonly kind: "edit-profile" }): ProfileEdits {
  const fields = PROFILE_FIELDS.filter((field) => first.edits[field] !== undefined);
  return Object.fromEntries(fields.map((field) => [field, textOf(draft, first.customer, `rival ${field}`)]));
}

/** An earlier one of the kind again, under its key, as after a lost answer or from another device. */
function again(draft: PeopleDraft, kind: "add-to-cart" | "check-out"): DrawnPeople | undefined {
  const { random, mix } = draft;
  const before = earlier(draft, (operation) => operation.kind === kind);
  if (before.length === 0 || !isLikely(random, mix.repeatRate)) return undefined;
  const after = oneOf(random, before);
  const { operation } = after;
  return operation.kind === kind ? { operations: [operation], after } : undefined;
}

function earlier({ drawn }: PeopleDraft, isWanted: (operation: Operation) => boolean): readonly PlannedOperation[] {
  return drawn.filter(({ operation }) => isWanted(operation));
}

function customerOf({ random, mix, customers }: PeopleDraft): string {
  const [hot = oneOf(random, customers)] = customers;
  return isLikely(random, mix.hotRate) ? hot : oneOf(random, customers);
}

/** Whatever is said is said once, so that one knows by what is shown who said it. */
function textOf({ drawn }: PeopleDraft, customer: string, what: string): string {
  return privateText(customer, `${what} ${drawn.length}`);
}

function keyOf({ drawn }: PeopleDraft, name: string): string {
  return `${name}-${String(drawn.length).padStart(6, "0")}`;
}
