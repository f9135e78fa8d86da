/**
 * What takes something out of a cart names what its region has seen in it. An order buys nothing that its region has taken out or sold already,
 * and nothing that another region had, if that had come here before anybody asked: what comes while he is served, nothing decides.
 */
import type { Region } from "@tandem/kernel";
import type { Item } from "@tandem/replication";
import { addsNamed, cartRecord } from "../cart-record.ts";
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { orderIdOf } from "../order-record.ts";
import { factsOf, idOf, itemsAt, type Turn, turnsIn } from "../people-record.ts";
import { isOf } from "../try.ts";

export const cartsLoseWhatWasSeen: Invariant = {
  name: "carts lose what was seen",
  promise:
    "Nothing is taken out of a cart or bought that was not seen in it, and nothing is bought twice in one region.",
  breaches(evidence) {
    if (!evidence.tries.some(({ operation }) => operation.kind === "add-to-cart")) return [];
    return [...turnsIn(evidence, "CART#")].flatMap(([customer, turns]) =>
      turns.flatMap((turn) => {
        const { after } = turn;
        if (turn.by !== "commit" || after === undefined || turn.before !== undefined) return [];
        const isTaking = after.sort.startsWith("REMOVE#") || after.sort.startsWith("BOUGHT#");
        return isTaking ? wronglyTaken({ evidence, customer, turns }, turn, after) : [];
      }),
    );
  },
};

interface OneCart {
  readonly evidence: Evidence;
  readonly customer: string;
  readonly turns: readonly Turn[];
}

function wronglyTaken(cart: OneCart, { region, index }: Turn, taking: Item): readonly Breach[] {
  const { customer, turns } = cart;
  const seen = new Set(
    turns
      .filter((turn) => turn.region === region && turn.index < index)
      .flatMap(({ after }) => (after === undefined ? [] : factsOf([after], "ADD").map(idOf))),
  );
  const gone = taking.sort.startsWith("BOUGHT#") ? goneBefore(cart, region, { index, orderId: idOf(taking) }) : NOTHING;
  return addsNamed(taking).flatMap((id) => {
    const what = `${taking.sort} of ${customer}`;
    if (!seen.has(id)) return [{ says: `${what} names ${id}, which ${region} had never seen`, about: customer }];
    if (!gone.has(id)) return [];
    return [{ says: `${what} buys ${id}, which ${region} knew was out of the cart`, about: customer }];
  });
}

const NOTHING: ReadonlySet<string> = new Set();

/** What was out of the cart for the region that sells it, whatever of it was read. */
function goneBefore(
  { evidence, customer, turns }: OneCart,
  region: Region,
  { index, orderId }: { readonly index: number; readonly orderId: string },
): ReadonlySet<string> {
  const own = cartRecord(itemsAt(turns, region, index).filter((item) => item.region === region));
  const asked = evidence.tries
    .filter(isOf("check-out"))
    .filter((tried) => tried.region === region && orderIdOf(customer, tried.operation.key) === orderId);
  const arrived = cartRecord(itemsAt(turns, region, Math.min(index, ...asked.map(({ askedAt }) => askedAt))));
  const bought = (cart: typeof own) =>
    cart.bought.filter((each) => each.orderId !== orderId).flatMap(({ adds }) => adds);
  // What an order bought that has been given up meanwhile is in the cart again.
  const stillBought = new Set(bought(cartRecord(itemsAt(turns, region, index))));
  return new Set([
    ...own.removed,
    ...arrived.removed,
    ...bought(own),
    ...bought(arrived).filter((id) => stillBought.has(id)),
  ]);
}
