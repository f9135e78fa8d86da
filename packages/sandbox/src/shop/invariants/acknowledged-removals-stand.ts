/**
 * A removal takes out what its region held when it was asked for; what another region took in meanwhile stays, which its customer can see. What
 * an order had bought by then is not judged: it comes back if the order turns out not to stand.
 */
import { addsNamed, cartRecord, livingAdds } from "../cart-record.ts";
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { itemsAt, itemsOf, type Turn, turnsIn } from "../people-record.ts";
import { isDone, isOf, type TryOf } from "../try.ts";

export const acknowledgedRemovalsStand: Invariant = {
  name: "acknowledged removals stand",
  promise: "What was acknowledged to be out of a cart stays out, but for what the remover had not seen.",
  breaches(evidence) {
    const removals = evidence.tries.filter(isOf("remove-from-cart")).filter(isDone);
    if (removals.length === 0) return [];
    const carts = turnsIn(evidence, "CART#");
    return removals.flatMap((tried) => [
      ...stillShown(tried),
      ...backAgain(evidence, tried, carts.get(tried.operation.customer) ?? []),
    ]);
  },
};

type Removal = TryOf<"remove-from-cart">;

function stillShown({ operation, operationId, answer }: Removal): readonly Breach[] {
  const { lines = [] } = (answer?.body ?? {}) as { readonly lines?: readonly { readonly sku: string }[] };
  if (!lines.some(({ sku }) => sku === operation.sku)) return [];
  return [{ says: `${operationId} took out ${operation.sku}, and was shown it`, about: operation.customer }];
}

function backAgain(evidence: Evidence, tried: Removal, turns: readonly Turn[]): readonly Breach[] {
  const { operation, operationId, region, askedAt } = tried;
  const bought = new Set(
    turns.flatMap(({ after }) => (after?.sort.startsWith("BOUGHT#") === true ? addsNamed(after) : [])),
  );
  const seen = [...livingAdds(cartRecord(itemsAt(turns, region, askedAt)))]
    .filter(([id, { sku }]) => sku === operation.sku && !bought.has(id))
    .map(([id]) => id);
  return evidence.endings.flatMap((ending) => {
    const living = livingAdds(cartRecord(itemsOf(ending.items, `CART#${operation.customer}`)));
    return seen
      .filter((id) => living.has(id))
      .map((id) => ({
        says: `${operationId} took ${id} out of the cart, and it is back in ${ending.region}`,
        about: operation.customer,
      }));
  });
}
