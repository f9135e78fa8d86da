import { createManualClock, Fault, region } from "@tandem/kernel";
import { createMemoryRegionTable, makePartition, type PeerTable } from "@tandem/replication";
import { expect, it } from "vitest";
import { guardPeer, PEER_BREAKER, PEER_BUDGET } from "./guarded-peer.ts";

const WEST = region("us-west-2");
const ORDER = makePartition(["ORDER", "1"]);

function createPeer() {
  const clock = createManualClock();
  const table = createMemoryRegionTable({ region: WEST, clock });
  const peer = {
    clock,
    asked: 0,
    fault: undefined as Fault | undefined,
    read: () => guarded.read([ORDER], { consistent: true }),
    async codeOf(): Promise<string> {
      return peer.read().then(
        () => "answered",
        (error: Fault) => error.code,
      );
    },
  };
  const bare: PeerTable = {
    ...table,
    async read(partitions, options) {
      peer.asked += 1;
      if (peer.fault !== undefined) throw peer.fault;
      return table.read(partitions, options);
    },
  };
  const guarded = guardPeer(bare, clock);
  return peer;
}

function fault(code: "timeout" | "bound-exceeded"): Fault {
  return new Fault({ code, message: "the peer says nothing", retryable: code === "timeout", mayBeDone: false });
}

it("a peer that does not answer is soon not asked any more, and again when a trial was answered", async () => {
  const peer = createPeer();
  peer.fault = fault("timeout");

  for (let call = 0; call < PEER_BREAKER.failuresMax + 5; call += 1) await peer.codeOf();
  const askedWhileAway = peer.asked;
  const refused = await peer.codeOf();
  peer.fault = undefined;
  peer.clock.advance(PEER_BREAKER.openMs);

  expect([askedWhileAway, refused]).toEqual([PEER_BREAKER.failuresMax, "unavailable"]);
  expect([await peer.codeOf(), await peer.codeOf()]).toEqual(["answered", "answered"]);
});

it("a peer that says that too much was asked has answered", async () => {
  const peer = createPeer();
  peer.fault = fault("bound-exceeded");

  for (let call = 0; call < PEER_BREAKER.failuresMax; call += 1) await peer.codeOf();
  peer.fault = undefined;

  expect(await peer.codeOf()).toBe("answered");
});

it("however often it is wanted, a peer is asked no more than its budget", async () => {
  const peer = createPeer();

  for (let call = 0; call < PEER_BUDGET.callsMost; call += 1) await peer.read();

  expect(await peer.codeOf()).toBe("throttled");
  peer.clock.advance(1_000);
  expect(await peer.codeOf()).toBe("answered");
  expect(peer.asked).toBe(PEER_BUDGET.callsMost + 1);
});
