import type { Region } from "@tandem/kernel";
import { expect, test } from "vitest";
import { createEnvironment } from "../machine/environment.ts";
import { type FaultPlan, NO_FAULTS } from "../machine/fault-plan.ts";
import { createFaults } from "../machine/faults.ts";
import { createMachine, START_MS } from "../machine/machine.ts";
import { createClaimsPort } from "./claims-port.ts";
import { createClaimsTable } from "./claims-table.ts";
import { createNetwork, roadsOf, WITNESS } from "./network.ts";
import { EAST, SOUTH, WEST } from "./testing/items.ts";

/** Claims as they are asked in each of the regions. */
function createClaimingWorld(regions: readonly Region[], plan: Partial<FaultPlan> = {}) {
  const machine = createMachine({ seed: 1 });
  const faults = createFaults(machine, { ...NO_FAULTS, ...plan });
  const network = createNetwork();
  const book: string[] = [];
  const table = createClaimsTable({
    network,
    regions,
    random: machine.chance,
    nowMs: machine.nowMs,
    onChange: (name, owner) => void book.push(`${name}: ${owner ?? "nobody"}`),
  });
  const of = (region: Region) => {
    const environment = createEnvironment({ machine, faults, name: `api ${region}`, region, role: "api" });
    const claims = createClaimsPort({ environment, region, table });
    return <T>(work: (port: typeof claims) => Promise<T>) => environment.start(() => work(claims));
  };
  let untilMs = 0;
  const soon = async <T>(work: Promise<T>): Promise<T> => {
    untilMs += 20_000;
    await machine.run(START_MS + untilMs);
    return await work;
  };
  return { network, book, soon, here: of(EAST), there: of(WEST) };
}

const ADA = { name: "tea", owner: "ada" };
const BOB = { name: "tea", owner: "bob" };

test("what one region was granted the other is refused, and who has it asks again for nothing", async () => {
  const { here, there, soon, book } = createClaimingWorld([EAST, WEST]);

  expect(await soon(here((claims) => claims.claim(ADA)))).toEqual({ kind: "granted" });
  expect(await soon(there((claims) => claims.claim(BOB)))).toEqual({ kind: "taken", owner: "ada" });
  expect(await soon(there((claims) => claims.claim(ADA)))).toEqual({ kind: "granted" });
  expect(await soon(there((claims) => claims.read("tea")))).toEqual({ kind: "held", owner: "ada" });
  expect(await soon(there((claims) => claims.namesOf("ada", { limit: 9 })))).toMatchObject({ names: ["tea"] });
  expect(await soon(there((claims) => claims.release(ADA)))).toEqual({ kind: "released" });
  expect(book).toEqual(["tea: ada", "tea: nobody"]);
});

test("of two who claim one name at the same moment in two regions one is sent away and then told who has it", async () => {
  const { here, there, soon, book } = createClaimingWorld([EAST, WEST]);

  const both = Promise.all([here((claims) => claims.claim(ADA)), there((claims) => claims.claim(BOB))]);

  expect((await soon(both)).map(({ kind }) => kind).toSorted()).toEqual(["granted", "taken"]);
  expect(book).toHaveLength(1);
});

test("of two regions each decides with the witness, and without it only while they hear each other", async () => {
  const { network, here, there, soon } = createClaimingWorld([EAST, WEST]);
  network.cut(roadsOf(EAST, [WEST]));
  expect(await soon(here((claims) => claims.claim(ADA)))).toEqual({ kind: "granted" });

  network.cut(roadsOf(EAST, [WITNESS]));

  expect(await soon(here((claims) => claims.read("tea")))).toMatchObject({ kind: "undecided" });
  expect(await soon(here((claims) => claims.release(ADA)))).toMatchObject({ kind: "undecided" });
  expect(await soon(there((claims) => claims.claim(BOB)))).toEqual({ kind: "taken", owner: "ada" });
});

test("of three regions the one that hears no other decides nothing", async () => {
  const { network, here, there, soon } = createClaimingWorld([EAST, WEST, SOUTH]);

  network.cut(roadsOf(EAST, [WEST, SOUTH]));

  expect(await soon(here((claims) => claims.claim(ADA)))).toMatchObject({ kind: "undecided" });
  expect(await soon(there((claims) => claims.claim(BOB)))).toEqual({ kind: "granted" });
});

test("a claim of which nothing is heard is undecided, and may stand", async () => {
  const lost = { kind: "answer-lost", target: { to: "claims", what: "claim" }, rate: 1 } as const;
  const { here, soon, book } = createClaimingWorld([EAST, WEST], { calls: [lost] });

  expect(await soon(here((claims) => claims.claim(ADA)))).toMatchObject({ kind: "undecided" });
  expect(book).toEqual(["tea: ada"]);
});

test("the index of owners is a moment behind, and then shows all", async () => {
  const { here, soon } = createClaimingWorld([EAST, WEST]);
  const names = Array.from({ length: 20 }, (_, index) => `name ${String(index).padStart(2, "0")}`);
  const listed = await soon(
    here(async (claims) => {
      for (const name of names) await claims.claim({ name, owner: "ada" });
      return await claims.namesOf("ada", { limit: 100 });
    }),
  );

  expect(listed.kind === "listed" && listed.names.length).toBeLessThan(names.length);
  expect(await soon(here((claims) => claims.namesOf("ada", { limit: 100 })))).toEqual({ kind: "listed", names });
});
