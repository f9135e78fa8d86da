/**
 * The smallest program that uses all of a region: its API writes a fact down with the outbox's word, its worker charges what it is told of and
 * writes a receipt, its tick asks again for what has none. Tests of the world run it, which know nothing of a shop.
 */
import { contentId, type Region, randomId } from "@tandem/kernel";
import { declareFact, folded, makePartition, type Partition } from "@tandem/replication";
import type { RegionPorts, RegionProgram } from "../region-program.ts";

export const TALLY_AMOUNT = 500;

const answer = folded("a tally is asked for and done once, whichever region says so");
const KINDS = {
  ASKED: declareFact({ name: "ASKED", version: 1, parse: () => ({}), answer }),
  DONE: declareFact({ name: "DONE", version: 1, parse: () => ({}), answer }),
};

export function tallyOf(id: string): Partition {
  return makePartition(["TALLY", id]);
}

function allTallies(region: Region): Partition {
  return makePartition(["TALLIES", region]);
}

async function write(
  ports: RegionPorts,
  facts: readonly { partition: Partition; name: keyof typeof KINDS; tail?: string }[],
) {
  const { table, stamps, random } = ports;
  await table.read([], { consistent: false });
  const [first, ...others] = facts.map(({ partition, name, tail }) => {
    const place = { partition, region: table.region, ...(tail === undefined ? {} : { tail: [tail] }) };
    return KINDS[name].write({ key: KINDS[name].key(place), data: {}, wake: "changed" });
  });
  if (first === undefined) return;
  await table.commit({ id: randomId("cmt", random), stamp: stamps.next(), writes: [first, ...others] });
}

export function createTallyProgram(): RegionProgram {
  return {
    api: (ports) => ({
      async fetch(request) {
        const id = new URL(request.url).pathname.slice(1);
        if (id === "bug") throw new TypeError("a bug of the program");
        const { region } = ports.table;
        await write(ports, [
          { partition: tallyOf(id), name: "ASKED" },
          { partition: allTallies(region), name: "ASKED", tail: id },
        ]);
        await ports.hazard("after-asked");
        return Response.json({ id, region }, { status: 201 });
      },
    }),
    worker: (ports) => ({
      async consume({ record }) {
        const [items = []] = await ports.table.read([record], { consistent: true });
        if (items.length === 0 || items.some(({ sort }) => sort.startsWith("DONE#"))) return;
        const charged = await ports.payments.charge({ orderId: contentId("ord", [record]), amount: TALLY_AMOUNT });
        if (charged.kind === "charged") await write(ports, [{ partition: record, name: "DONE" }]);
      },
    }),
    tick: (ports) => ({
      async run() {
        const { region } = ports.table;
        const [items = []] = await ports.table.read([allTallies(region)], { consistent: false });
        const records = items.map(({ sort }) => ({ record: tallyOf(sort.split("#")[1] ?? "") }));
        if (records.length > 0) await ports.queue.send(records);
      },
    }),
    hintsOf: (changes) =>
      changes
        .filter(({ partition, sort }) => partition.startsWith("TALLY#") && sort.startsWith("ASKED#"))
        .map(({ partition }) => ({ record: partition as Partition })),
  };
}
