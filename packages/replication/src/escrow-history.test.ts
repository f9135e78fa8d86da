/** Random histories of three regions and a replication that brings things in part: what no example thinks of. */
import { below, createSeededRandom, type Random } from "@tandem/kernel";
import { expect, test } from "vitest";
import { escrowOf, isBalanced, stockEscrow, takeFromEscrow } from "./escrow.ts";
import { takeGiven } from "./escrow-transfer.ts";
import { drawOne } from "./laws/draw.ts";
import { createPlace, EAST, give, type Place, receipt, replicate, SOUTH, WEST } from "./testing/escrow-places.ts";
import type { Write } from "./write.ts";

test("whatever is given, taken, sold and replicated in part, no piece is in two shares and none is lost", async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const random = createSeededRandom(seed);
    const places = [createPlace(EAST), createPlace(WEST), createPlace(SOUTH)];
    for (let step = 0; step < 40; step += 1) await takeStep(random, places, `${seed}_${step}`);
    for (const from of places) for (const to of places) if (from !== to) replicate(from, to);
    for (const place of places) await place.commit(`last_${seed}`, ...takeOr(place));

    const shares = places.map((place) => escrowOf(place.items(), place.region));
    expect(shares.every(isBalanced)).toBe(true);
    const [held, stocked, spent] = (["available", "stocked", "spent"] as const).map((name) =>
      shares.reduce((sum, share) => sum + share[name], 0),
    );
    expect(held).toBe((stocked ?? 0) - (spent ?? 0));
  }
});

function takeOr(place: Place): readonly Write[] {
  const taken = takeGiven(place.at, place.items());
  return taken.length > 0 ? taken : [receipt(place, "nothing")];
}

async function takeStep(random: Random, places: readonly Place[], id: string): Promise<void> {
  const [from, to] = [drawOne(random, places), drawOne(random, places)];
  const quantity = 1 + below(random, 5);
  switch (below(random, 5)) {
    case 0:
      await from.commit(`step_${id}`, receipt(from, id), stockEscrow(from.at, quantity));
      break;
    case 1:
      await from.commit(`step_${id}`, receipt(from, id), takeFromEscrow(from.at, quantity));
      break;
    case 2:
      if (from !== to) await give(from, { to: to.region, quantity, id: `step_${id}` });
      break;
    case 3:
      await from.commit(`step_${id}`, ...takeOr(from));
      break;
    default:
      if (from !== to) replicate(from, to, () => below(random, 2) === 0);
  }
  for (const place of places) expect(isBalanced(escrowOf(place.items(), place.region))).toBe(true);
}
