/**
 * A checkout orders exactly what it takes out of the cart, in one commit; the order that its customer was told of stands, and what a twin took that
 * does not stand is no longer taken by it.
 */
import type { FactItem } from "@tandem/replication";
import { cartRecord, livingAdds, piecesIn } from "../cart-record.ts";
import type { Ending, Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { orderIdOf, standingTwin, statusOf } from "../order-record.ts";
import { factsOf, idOf, itemsAt, itemsOf, type Turn, turnsIn } from "../people-record.ts";
import { shownOrder } from "../shown.ts";
import { isDone, isOf, type TryOf } from "../try.ts";

export const checkoutsBuyTheCart: Invariant = {
  name: "checkouts buy the cart",
  promise: "A checkout that was acknowledged is an order of what it took out of the cart, and of nothing else.",
  breaches(evidence) {
    const checkouts = evidence.tries.filter(isOf("check-out"));
    if (checkouts.length === 0) return [];
    const carts = turnsIn(evidence, "CART#");
    const orders = turnsIn(evidence, "ORDER#");
    return checkouts.flatMap((tried) => {
      const { customer, key } = tried.operation;
      const turns = carts.get(customer) ?? [];
      const orderId = orderIdOf(customer, key);
      return [
        ...(orders.get(orderId) ?? []).flatMap((turn) => otherThanTaken(turn, { customer, turns, orderId })),
        ...(isDone(tried) ? notStanding(evidence, tried) : emptyInVain(tried, turns)),
        ...evidence.endings.flatMap((ending) => takenForNothing(ending, { customer, orderId })),
      ];
    });
  },
};

interface Checkout {
  readonly customer: string;
  readonly orderId: string;
}

function otherThanTaken(
  turn: Turn,
  { customer, turns, orderId }: Checkout & { readonly turns: readonly Turn[] },
): readonly Breach[] {
  const { after, region } = turn;
  if (turn.by !== "commit" || after?.sort.startsWith("PLACED#") !== true || after.kind !== "fact") return [];
  // A copy that is kept of another region's order took nothing.
  if (after.data["copyOf"] !== undefined) return [];
  const beside = turns.find(
    (each) => each.by === "commit" && each.after?.commitId === after.commitId && isBought(each),
  );
  const wanted = (after.data["lines"] ?? []) as readonly { readonly sku: string; readonly quantity: number }[];
  const says = (took: string) => [
    {
      says: `${region} took ${took} out of the cart of ${customer} for ${orderId} of ${piecesIn(wanted)}`,
      about: orderId,
    },
  ];
  if (beside?.after === undefined) return says("nothing");
  const { adds } = cartRecord(itemsAt(turns, region, beside.index));
  const taken = cartRecord([beside.after as FactItem]).bought.flatMap((bought) => bought.adds);
  // Of two contents under one key either may have been read, and what was forgotten meanwhile is not known any more.
  if (taken.some((id) => adds.get(id)?.length !== 1)) return [];
  const took = piecesIn(taken.flatMap((id) => adds.get(id) ?? []));
  return took === piecesIn(wanted) ? [] : says(took);
}

function isBought({ after }: Turn): boolean {
  return after?.sort.startsWith("BOUGHT#") === true;
}

function notStanding({ endings }: Evidence, { operationId, operation, answer }: TryOf<"check-out">): readonly Breach[] {
  const { id } = shownOrder(answer?.body);
  const { customer, key } = operation;
  if (id !== orderIdOf(customer, key)) return [{ says: `${operationId} was given ${id} under ${key}`, about: id }];
  return endings
    .filter(({ orders }) => orders.get(id)?.placed.some((twin) => twin.customer === customer) !== true)
    .map(({ region }) => ({ says: `${region} does not know ${id}, which ${customer} has checked out`, about: id }));
}

/** Told that the cart is empty, though it was not when this was asked, and nothing changed until it was answered. */
function emptyInVain(tried: TryOf<"check-out">, turns: readonly Turn[]): readonly Breach[] {
  const { region, askedAt, answeredAt, answer, operationId, operation } = tried;
  const { detail = "" } = (answer?.body ?? {}) as { readonly detail?: string };
  if (answer?.status !== 400 || !detail.includes("is empty")) return [];
  const isChanged = turns.some((turn) => turn.region === region && turn.index > askedAt && turn.index < answeredAt);
  if (isChanged || livingAdds(cartRecord(itemsAt(turns, region, askedAt))).size === 0) return [];
  return [
    { says: `${operationId} was told that the cart is empty in ${region}, and it was not`, about: operation.customer },
  ];
}

function takenForNothing({ region, items, orders }: Ending, { customer, orderId }: Checkout): readonly Breach[] {
  const order = orders.get(orderId);
  const bought = factsOf(itemsOf(items, `CART#${customer}`), "BOUGHT").filter((item) => idOf(item) === orderId);
  const takers = new Set(bought.map((item) => item.region));
  const isCopied = items.some(
    (item) => item.kind === "fact" && item.partition === `ORDER#${orderId}` && item.data["copyOf"] !== undefined,
  );
  if (isCopied) return [];
  const twin = order === undefined || statusOf(order) !== "paid" ? undefined : standingTwin(order);
  if (order === undefined || twin === undefined) {
    return order === undefined && bought.length > 0
      ? [{ says: `${region} holds the cart of ${customer} as bought by ${orderId}, which is no order`, about: orderId }]
      : [];
  }
  return order.placed.flatMap(({ region: taker }) => {
    const isStanding = taker === twin.region;
    if (takers.has(taker) === isStanding) return [];
    const says = isStanding ? "has given back the cart" : "still holds the cart";
    return [{ says: `${taker} ${says} of ${customer} for ${orderId}, as ${region} knows it`, about: orderId }];
  });
}
