/**
 * An answer that names regions for an order has it in each of them: whichever is lost from then on, the order is not. So a PLACED of it stands
 * in every replica that was named before the customer hears of it.
 */
import type { Region } from "@tandem/kernel";
import { sortPrefix } from "@tandem/replication";
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { sightsOf } from "../sights.ts";
import { nameOf } from "../try.ts";

export const durableOrdersAreHeld: Invariant = {
  name: "durable orders are held",
  promise: "An order is in every region that its answer says holds it, so that it outlives the loss of any other.",
  breaches({ tries, history }) {
    const byName = new Map(tries.map((tried) => [nameOf(tried), tried]));
    const held = new Set<string>();
    return history.events.flatMap((event): readonly Breach[] => {
      if (event.kind === "changed") note(held, event);
      const tried = event.kind === "promised" ? byName.get(event.tryName) : undefined;
      if (event.kind !== "promised" || tried === undefined) return [];
      return sightsOf(tried).flatMap(({ orderId }) =>
        event.durable
          .filter((region) => !held.has(placeOf(orderId, region)))
          .map((region) => ({ says: `${orderId} was said to be in ${region}, and is not there`, about: orderId })),
      );
    });
  },
};

const ORDER = "ORDER#";
const PLACED = sortPrefix("PLACED");

function note(held: Set<string>, { region, after }: Evidence["changes"][number]): void {
  if (after?.sort.startsWith(PLACED) === true) held.add(placeOf(after.partition.slice(ORDER.length), region));
}

function placeOf(orderId: string, region: Region | string): string {
  return `${orderId} in ${region}`;
}
