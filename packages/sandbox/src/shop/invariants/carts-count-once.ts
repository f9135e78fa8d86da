/**
 * An add is its key: sent again, here or in another region, it is there once, with what was sent first. So whatever lies in a cart was asked for, a
 * key that stands for something else is refused where that is known, and what is shown is the sum of it, each key once.
 */
import { addIdOf, cartRecord, livingAdds, piecesIn } from "../cart-record.ts";
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { factsOf, idOf, itemsAt, itemsOf, type Turn, turnsIn } from "../people-record.ts";
import { isDone, isOf, type Try, type TryOf } from "../try.ts";

export const cartsCountOnce: Invariant = {
  name: "carts count once",
  promise: "What was put into a cart under one key is in it once, however often and wherever it was sent.",
  breaches(evidence) {
    const adds = evidence.tries.filter(isOf("add-to-cart"));
    if (adds.length === 0) return [];
    const carts = turnsIn(evidence, "CART#");
    return [
      ...[...carts].flatMap(([customer, turns]) => neverAsked(customer, turns, adds)),
      ...adds.filter(isDone).flatMap((tried) => takenAsAnother(tried, carts.get(tried.operation.customer) ?? [])),
      ...evidence.tries.flatMap((tried) => shownTooMany(tried, adds)),
      ...shownAtLast(evidence),
    ];
  },
};

type Add = TryOf<"add-to-cart">;

function neverAsked(customer: string, turns: readonly Turn[], adds: readonly Add[]): readonly Breach[] {
  const asked = new Set(
    adds
      .filter(({ operation }) => operation.customer === customer)
      .map(({ operation }) => `${addIdOf(operation)}: ${piecesIn([operation])}`),
  );
  return turns.flatMap(({ by, after }) => {
    if (by !== "commit" || after === undefined) return [];
    return factsOf([after], "ADD").flatMap((item) => {
      const { sku, quantity } = item.data as unknown as { readonly sku: string; readonly quantity: number };
      const what = `${idOf(item)}: ${piecesIn([{ sku, quantity }])}`;
      return asked.has(what)
        ? []
        : [{ says: `${what} is in the cart of ${customer}, who never asked for it`, about: customer }];
    });
  });
}

/** The region knew the key for something else from the request to its answer. An earlier add that arrives meanwhile counts from then on. */
function takenAsAnother(add: Add, turns: readonly Turn[]): readonly Breach[] {
  const { operation, operationId, region, askedAt, answeredAt } = add;
  const meanwhile = turns.filter((turn) => turn.region === region && turn.index > askedAt && turn.index < answeredAt);
  const stood = [askedAt, ...meanwhile.map(({ index }) => index + 1)].map(
    (index) => cartRecord(itemsAt(turns, region, index)).adds.get(addIdOf(operation))?.[0],
  );
  const others = stood.filter((first) => first !== undefined && piecesIn([first]) !== piecesIn([operation]));
  const [first] = others;
  if (first === undefined || others.length < stood.length) return [];
  const says = `${operationId} was acknowledged, though its key stood for ${piecesIn([first])} in ${region}`;
  return [{ says, about: operation.customer }];
}

interface ShownCart {
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

function shownCart(tried: Try): ShownCart | undefined {
  const { kind } = tried.operation;
  const isCart = kind === "add-to-cart" || kind === "remove-from-cart" || kind === "show-cart";
  return isCart && isDone(tried) ? (tried.answer?.body as ShownCart) : undefined;
}

/** Each key counts once, with the most that was ever asked for under it. */
function shownTooMany(tried: Try, adds: readonly Add[]): readonly Breach[] {
  const { operation, operationId, answeredAt } = tried;
  const shown = shownCart(tried);
  if (shown === undefined || !("customer" in operation)) return [];
  const { customer } = operation;
  return shown.lines.flatMap(({ sku, quantity }) => {
    const most = new Map<string, number>();
    for (const { operation: add, askedAt } of adds) {
      if (add.customer !== customer || add.sku !== sku || askedAt > answeredAt) continue;
      most.set(add.key, Math.max(most.get(add.key) ?? 0, add.quantity));
    }
    const asked = [...most.values()].reduce((sum, count) => sum + count, 0);
    if (quantity <= asked) return [];
    return [
      { says: `${operationId} was shown ${quantity} ${sku}, and ${customer} asked for ${asked}`, about: customer },
    ];
  });
}

function shownAtLast({ lastLooks, endings }: Evidence): readonly Breach[] {
  return lastLooks.filter(isOf("show-cart")).flatMap((tried) => {
    const { customer } = tried.operation;
    const ending = endings.find(({ region }) => region === tried.region);
    const shown = shownCart(tried);
    if (shown === undefined || ending === undefined) return [];
    const living = livingAdds(cartRecord(itemsOf(ending.items, `CART#${customer}`)));
    const [held, told] = [piecesIn(living.values()), piecesIn(shown.lines)];
    if (held === told) return [];
    return [{ says: `${tried.region} holds ${held} for ${customer}, and shows ${told}`, about: customer }];
  });
}
