/**
 * What people were told of one name, and whether one owner at a time can explain all of it: some order of all answers in which each fits to who had
 * the name then, and in which nobody comes before what had ended when he asked. Who was told nothing may have got the name at any
 * later time, and who asked to be forgotten may have lost it.
 */
import type { Evidence } from "./evidence.ts";
import { isOf, type Try } from "./try.ts";

export type Told = "mine" | "other's" | "nobody's";

export interface HandleWord {
  readonly tried: Try;
  readonly customer: string;
  /** A claim that is told `mine` was granted, and a look is only told. */
  readonly isClaim: boolean;
  readonly told: Told;
}

export interface HandleStory {
  readonly handle: string;
  /** By the order in which they were asked. */
  readonly words: readonly HandleWord[];
  /** When each customer asked for it first, and when he first asked to be forgotten. */
  readonly claimedAt: ReadonlyMap<string, number>;
  readonly forgottenAt: ReadonlyMap<string, number>;
}

export function handleStories({ tries }: Evidence): readonly HandleStory[] {
  const claims = tries.filter(isOf("claim-handle"));
  if (claims.length === 0) return [];
  const forgottenAt = firstAsked(tries.filter(isOf("erase-person")));
  return [...Map.groupBy(claims, ({ operation }) => operation.handle)].map(([handle, all]) => ({
    handle,
    words: tries.flatMap((tried) => wordOf(tried, handle) ?? []),
    claimedAt: firstAsked(all),
    forgottenAt,
  }));
}

function firstAsked(
  tries: readonly { readonly operation: { readonly customer: string }; readonly askedAt: number }[],
): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { operation, askedAt } of tries) {
    if (!first.has(operation.customer)) first.set(operation.customer, askedAt);
  }
  return first;
}

function wordOf(tried: Try, handle: string): HandleWord | undefined {
  const { operation, answer } = tried;
  const isClaim = operation.kind === "claim-handle";
  if (!(isClaim || operation.kind === "read-handle") || operation.handle !== handle || answer === undefined)
    return undefined;
  const told = toldBy(answer);
  return told === undefined ? undefined : { tried, customer: operation.customer, isClaim, told };
}

function toldBy({ status, body }: { readonly status: number; readonly body: unknown }): Told | undefined {
  const { owner, type = "" } = (body ?? {}) as { readonly owner?: string; readonly type?: string };
  if (status === 200) return owner === "me" ? "mine" : "other's";
  if (type.endsWith("taken")) return "other's";
  return status === 404 && type.endsWith("not-found") ? "nobody's" : undefined;
}

/** Nobody has it. */
const FREE = "";
/** Of orders that are tried; beyond it a story counts as explained, since many may ask at one moment. */
const TRIALS_MAX = 20_000;

/** The first word that no owner explains; undefined if all are explained. */
export function unexplained(story: HandleStory): HandleWord | undefined {
  const { words } = story;
  const tried = new Set<string>();
  let furthest = 0;
  let trials = 0;

  /** `open` are the words still to be explained, in the order they were asked. */
  function explains(open: readonly HandleWord[], owners: readonly string[]): boolean {
    furthest = Math.max(furthest, words.length - open.length);
    if (open.length === 0 || trials >= TRIALS_MAX) return true;
    const key = `${open.map((word) => words.indexOf(word)).join()} ${owners.join()}`;
    if (tried.has(key)) return false;
    tried.add(key);
    trials += 1;
    const firstEnd = Math.min(...open.map((word) => word.tried.answeredAt));
    return open
      .filter((word) => word.tried.askedAt < firstEnd)
      .some((word) => {
        const then = ownersAfter(story, word, owners);
        return (
          then.length > 0 &&
          explains(
            open.filter((other) => other !== word),
            then,
          )
        );
      });
  }

  return explains(words, [FREE]) ? undefined : words[furthest];
}

/** Who may have it once `word` was said; nobody can have, if it does not fit. */
function ownersAfter(
  story: HandleStory,
  { tried, customer, isClaim, told }: HandleWord,
  before: readonly string[],
): readonly string[] {
  const owners = mayOwn(story, before, tried.answeredAt);
  switch (told) {
    case "nobody's":
      return owners.includes(FREE) ? [FREE] : [];
    case "other's":
      return owners.filter((owner) => owner !== FREE && owner !== customer);
    case "mine": {
      const isPossible = owners.includes(customer) || (isClaim && owners.includes(FREE));
      return isPossible ? [customer] : [];
    }
  }
}

/** Who else may have got it before `at`, of whom nothing was heard. */
function mayOwn({ claimedAt, forgottenAt }: HandleStory, before: readonly string[], at: number): readonly string[] {
  const owners = new Set(before);
  if (before.some((owner) => (forgottenAt.get(owner) ?? Number.POSITIVE_INFINITY) < at)) owners.add(FREE);
  if (owners.has(FREE)) for (const [customer, askedAt] of claimedAt) if (askedAt < at) owners.add(customer);
  // Whoever got it so may have been forgotten as well.
  return [...owners].toSorted();
}
