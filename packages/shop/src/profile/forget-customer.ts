/**
 * Forgets a customer: one fact in each record of his that holds more than his opaque name, in one commit with what this region then owes. From
 * then on nothing older is shown, here at once and in another region when the fact arrives; and each region empties its own items when
 * it settles the record (`settle-profile.ts`, `settle-cart.ts`), since no other may. What he says afterwards stands.
 *
 * The fact is written also when nothing is known of him here: what another region holds may not have arrived.
 */
import { Fault, type Hazard, noHazard, randomId } from "@tandem/kernel";
import { compareStamps, factItem } from "@tandem/replication";
import { cartPartition } from "../cart/cart-items.ts";
import { settleCart } from "../cart/settle-cart.ts";
import type { ShopHazard } from "../hazards.ts";
import { ROUNDS_MAX, type ShopContext } from "../shop-context.ts";
import { newestStamp } from "./edit-profile.ts";
import { erasedFact } from "./erased.ts";
import { customerPartition } from "./profile.ts";
import { settleProfile } from "./settle-profile.ts";

export async function forgetCustomer(context: ShopContext, customer: string): Promise<void> {
  const { table, stamps, random } = context;
  const hazard: Hazard<ShopHazard> = context.hazard ?? noHazard;
  const { region } = table;
  const records = [customerPartition(customer), cartPartition(customer)] as const;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const [profile = [], cart = []] = await table.read(records, { consistent: true });
    const newest = [...profile, ...cart].map((item) => item.stamp);
    const above = [newestStamp(profile), ...newest].filter((stamp) => stamp !== undefined).toSorted(compareStamps);
    const stamp = stamps.next({ above: above.at(-1) });
    const id = randomId("cmt", random);
    const ofProfile = erasedFact({ partition: records[0], stamp, region });
    const ofCart = erasedFact({ partition: records[1], stamp, region });
    const owed = [
      settleProfile({ record: records[0], items: [...profile, factItem(ofProfile, { id, stamp })], region, stamp }),
      settleCart({ record: records[1], items: [...cart, factItem(ofCart, { id, stamp })], region, stamp }),
    ];
    const writes = [ofProfile, ofCart, ...owed.flatMap((each) => each.writes)] as const;
    await hazard("forget.before-commit");
    const outcome = await table.commit({ id, stamp, writes });
    if (!outcome.ok) continue;
    await hazard("forget.after-commit");
    return;
  }
  const message = "the customer's records kept changing while they were being erased";
  throw new Fault({ code: "contended", message, retryable: true, mayBeDone: false });
}
