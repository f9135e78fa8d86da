/**
 * A customer who asks again under the same key asks for the same order, wherever and however often. A key that is used with another
 * content is a mistake: it is refused where the order is known, and where it is not, one of the two contents stands in the end.
 */
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { acceptedTries, type KeyUse, keyUses, regionsOf, wish } from "../keys.ts";
import { standingTwin } from "../order-record.ts";
import { shownOrder } from "../shown.ts";
import { isRefused, type Try } from "../try.ts";

export const oneKeyOneOrder: Invariant = {
  name: "one key is one order",
  promise: "A key gives one order everywhere, with what was asked for under it.",
  breaches: (evidence) =>
    keyUses(evidence).flatMap((use) => [
      ...otherOrders(use),
      ...otherContents(use),
      ...refusedRepetitions(use),
      ...otherEndings(evidence, use),
    ]),
};

function otherOrders(use: KeyUse): readonly Breach[] {
  const ids = new Set(acceptedTries(use).map(({ answer }) => shownOrder(answer?.body).id));
  const others = [...ids].filter((id) => id !== use.orderId);
  return others.map((id) => ({ says: `key ${use.key} of ${use.customer} gave ${id}, not ${use.orderId}`, about: id }));
}

/** An answer shows what its own request asked for; and where one region was asked alone, what was asked for first. */
function otherContents(use: KeyUse): readonly Breach[] {
  const accepted = acceptedTries(use);
  const isOneRegion = regionsOf(use).size === 1;
  return accepted.flatMap((tried) => {
    const asked = wish(tried.operation.lines);
    const shown = wish(shownOrder(tried.answer?.body).lines);
    const before = accepted.find(({ answeredAt }) => isOneRegion && answeredAt < tried.askedAt);
    const expected = before === undefined ? asked : wish(before.operation.lines);
    if (shown === asked && asked === expected) return [];
    const says = `${tried.operationId} asked for ${asked} and was given ${shown} under a key of ${expected}`;
    return [{ says, about: use.orderId }];
  });
}

/** A region that has taken an order on does not refuse it to whoever asks for the same again. */
function refusedRepetitions(use: KeyUse): readonly Breach[] {
  if (new Set(use.tries.map(({ operation }) => wish(operation.lines))).size > 1) return [];
  return use.tries.filter(isRefused).flatMap(({ operationId, region, askedAt }) => {
    const isKnown = acceptedTries(use).some(
      (earlier) => earlier.region === region && earlier.answeredAt < askedAt && isTold(earlier),
    );
    if (!isKnown) return [];
    return [{ says: `${region} had placed ${use.orderId}, and refused it to ${operationId}`, about: use.orderId }];
  });
}

/** A retry may be told of an order that another region holds: then this one need not know it yet. */
function isTold({ lostAt, region, answer }: Try): boolean {
  return lostAt === undefined || shownOrder(answer?.body).region === region;
}

function otherEndings({ endings }: Evidence, use: KeyUse): readonly Breach[] {
  const wishes = new Set(use.tries.map(({ operation }) => wish(operation.lines)));
  return endings.flatMap(({ region, orders }) => {
    const order = orders.get(use.orderId);
    const standing = order === undefined ? undefined : standingTwin(order);
    if (standing === undefined || wishes.has(wish(standing.lines))) return [];
    return [
      { says: `${use.orderId} is ${wish(standing.lines)} in ${region}, which nobody asked for`, about: use.orderId },
    ];
  });
}
