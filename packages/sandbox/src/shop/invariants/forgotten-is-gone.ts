/**
 * Whoever asked to be forgotten is shown nothing older in that region at once, and in the end no replica holds any of it: each region has emptied
 * its own items. What he said afterwards stands, and what another region took in meanwhile may.
 */
import { voidIn } from "../conflict-record.ts";
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { PROFILE_FIELDS } from "../people-operations.ts";
import { factsOf, itemsOf } from "../people-record.ts";
import { isReplacedBy, profileWords, type Word } from "../profile-words.ts";
import { isDone, isOf, isRefused } from "../try.ts";

export const forgottenIsGone: Invariant = {
  name: "forgotten is gone",
  promise: "What a customer said before he asked to be forgotten is shown no more, and in the end no region holds it.",
  breaches(evidence) {
    if (!evidence.tries.some(({ operation }) => operation.kind === "erase-person")) return [];
    return [...stillHeld(evidence), ...profileWords(evidence).flatMap((words) => stillShown(evidence, words))];
  },
};

function stillHeld({ endings, tries }: Evidence): readonly Breach[] {
  const done = tries.filter(isOf("erase-person")).filter(isDone);
  const customers = new Set(done.map(({ operation }) => operation.customer));
  return endings.flatMap(({ region, items }) =>
    [...customers].flatMap((customer) =>
      [`CUSTOMER#${customer}`, `CART#${customer}`].flatMap((partition): readonly Breach[] => {
        const record = itemsOf(items, partition);
        if (factsOf(record, "ERASED").length === 0) {
          return [
            { says: `${region} does not know in ${partition} that ${customer} asked to be forgotten`, about: customer },
          ];
        }
        return voidIn(record).map(({ sort }) => ({
          says: `${region} still holds ${sort} of ${customer}`,
          about: customer,
        }));
      }),
    ),
  );
}

/** A value is gone where all who said it were answered before, and the region that forgot him knew of it. */
function stillShown(
  evidence: Evidence,
  { customer, turns, of }: ReturnType<typeof profileWords>[number],
): readonly Breach[] {
  return PROFILE_FIELDS.flatMap((field) => {
    const words = of(field).filter(({ tried }) => !isRefused(tried));
    const erasures = words.filter(({ tried }) => tried.operation.kind === "erase-person" && isDone(tried));
    const sayings = Map.groupBy(
      words.filter(({ value }) => value !== null),
      ({ value }) => value ?? "",
    );
    return [...sayings].flatMap(([value, said]) =>
      erasures
        .filter((erasure) => said.every((word) => isReplacedBy(word.tried, erasure.tried, turns)))
        .slice(0, 1)
        .flatMap((erasure) => shownAfter(evidence, { customer, value, erasure })),
    );
  });
}

interface Forgotten {
  readonly customer: string;
  readonly value: string;
  readonly erasure: Word;
}

function shownAfter(
  { tries, lastLooks, endings }: Evidence,
  { customer, value, erasure }: Forgotten,
): readonly Breach[] {
  const { region: where, answeredAt, operationId } = erasure.tried;
  const later = tries.filter(({ region, askedAt }) => region === where && askedAt > answeredAt);
  const shown = [...later, ...lastLooks].find(({ answer }) => JSON.stringify(answer?.body ?? "").includes(value));
  const held = endings.find(({ items }) => items.some((item) => JSON.stringify(item).includes(value)));
  return [
    ...(shown === undefined
      ? []
      : [{ says: `${shown.operationId} was shown ${value} in ${shown.region} after ${operationId}`, about: customer }]),
    ...(held === undefined
      ? []
      : [{ says: `${held.region} still holds ${value} after ${operationId}`, about: customer }]),
  ];
}
