import { Fault } from "@tandem/kernel";
import { expect, it } from "vitest";
import type { FaultPlan } from "../machine/fault-plan.ts";
import { createQuietWorld } from "../machine/testing/quiet-world.ts";
import { createNetwork } from "./network.ts";
import { createPeerPort } from "./peer-port.ts";
import { createReplicaEndpoint } from "./replica-endpoint.ts";
import { EAST, partitionOf, put, WEST } from "./testing/items.ts";
import { createTransactionConflicts } from "./transaction-conflicts.ts";

function createBench(plan: Partial<FaultPlan> = {}) {
  const { machine, environment, until } = createQuietWorld(plan, 1);
  const network = createNetwork();
  const endpoint = createReplicaEndpoint({ region: WEST, nowMs: machine.nowMs });
  const state: { refused?: Fault } = {};
  const peer = createPeerPort({
    environment,
    network,
    own: EAST,
    service: {
      region: WEST,
      replica: endpoint.replica,
      carelessView: endpoint.replica,
      conflicts: createTransactionConflicts(endpoint.region, () => 0),
      nowMs: machine.nowMs,
      refusal: () => state.refused,
    },
  });
  endpoint.replica.replace([put({ name: "PLACED", region: WEST })]);
  let untilMs = 0;
  /** How many items a read found, or why it failed. */
  async function look(): Promise<number | string> {
    const read = peer.read([partitionOf()], { consistent: true }).then(
      ([items = []]) => items.length,
      (error: Fault) => error.code,
    );
    untilMs += 10_000;
    await until(untilMs);
    return read;
  }
  return { network, state, look };
}

it("shows what stands in the other region, and has no way to write there", async () => {
  expect(await createBench().look()).toBe(1);
});

it("a road that is cut is silent, whichever way it is cut", async () => {
  const { network, look } = createBench();

  const mendThere = network.cut([{ from: EAST, to: WEST }]);
  expect(await look()).toBe("timeout");
  mendThere();
  const mendBack = network.cut([{ from: WEST, to: EAST }]);
  expect(await look()).toBe("timeout");
  mendBack();
  expect(await look()).toBe(1);
});

it("a table that is away says so, and is asked once", async () => {
  const { state, look } = createBench();
  state.refused = new Fault({ code: "unavailable", message: "away", retryable: true, mayBeDone: false });

  expect(await look()).toBe("unavailable");
});

it("a call to it can be struck like any other", async () => {
  const { look } = createBench({ calls: [{ kind: "throttled", target: { to: "peer table us-west-2" }, rate: 1 }] });

  expect(await look()).toBe("throttled");
});
