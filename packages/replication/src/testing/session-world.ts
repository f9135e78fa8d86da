/**
 * Two regions between which nothing travels unless a test says so, and a client that carries one session from one to the other: for what a
 * region shows to whoever was elsewhere before.
 */
import { createManualClock, createSeededRandom, Fault, type Region, randomId, region } from "@tandem/kernel";
import { sideBySide } from "../answer.ts";
import { declareFact } from "../fact-kind.ts";
import { makePartition } from "../key.ts";
import { createMemoryRegionTable } from "../memory-region-table.ts";
import { createMemoryReplica } from "../memory-replica.ts";
import type { PeerTable } from "../region-table.ts";
import { NEW_SESSION, type Session } from "../session.ts";
import { openSession } from "../session-table.ts";
import { createStampClock } from "../stamp-clock.ts";

export const EAST = region("us-east-1");
export const WEST = region("us-west-2");
const NOON_MS = Date.UTC(2026, 10, 21, 12);
export const MINE = makePartition(["MINE", "1"]);
export const SHELF = makePartition(["SHELF", "1"]);
export const Note = declareFact({
  name: "NOTE",
  version: 1,
  parse: () => ({}),
  answer: sideBySide("each region keeps its own"),
});

export function createSessionWorld() {
  const clock = createManualClock(NOON_MS);
  const random = createSeededRandom(3);
  const seen = new Map<Region, number>();
  const [east, west] = [EAST, WEST].map((own) => {
    const replica = createMemoryReplica();
    const stamps = createStampClock({ region: own, clock });
    stamps.witness(clock.nowMs());
    return {
      own,
      replica,
      stamps,
      table: createMemoryRegionTable({ region: own, clock, replica, onAnswer: stamps.witness }),
    };
  });
  if (east === undefined || west === undefined) throw new TypeError("there are two regions");
  const world = {
    clock,
    seen,
    east,
    west,
    session: NEW_SESSION as Session,
    asked: 0,
    isSilent: false,
    visit(to: typeof east, joins = true) {
      const other = to === east ? west : east;
      const peer: PeerTable = {
        ...other.table,
        async read(partitions, options) {
          world.asked += 1;
          if (world.isSilent) {
            throw new Fault({ code: "timeout", message: "silent", retryable: true, mayBeDone: false });
          }
          return other.table.read(partitions, options);
        },
      };
      return openSession({
        table: to.table,
        peers: new Map([[other.own, peer]]),
        regions: [EAST, WEST],
        session: world.session,
        seen: async () => seen,
        isRecord: (partition) => partition.startsWith("MINE"),
        joins,
      });
    },
    async write(to: typeof east, name: string, partition = MINE) {
      const view = world.visit(to, false);
      const key = Note.key({ partition, tail: [name], region: to.own });
      clock.advance(1);
      const stamp = to.stamps.next();
      await view.table.commit({ id: randomId("cmt", random), stamp, writes: [Note.write({ key, data: {} })] });
      world.session = view.session();
    },
    /** Names of the notes that are shown, with a mark if there may be more. */
    async read(from: typeof east, partition = MINE) {
      const view = world.visit(from);
      const [items = []] = await view.table.read([partition], { consistent: true });
      world.session = view.session();
      return [...items.map(({ sort }) => sort.split("#")[1]), ...(view.mayBeStale() ? ["?"] : [])];
    },
  };
  return world;
}

/** All that the east has of the record is in the west as well. */
export function arrive({ east, west }: ReturnType<typeof createSessionWorld>): void {
  west.replica.replace(east.replica.list(MINE).map((after) => ({ partition: MINE, sort: after.sort, after })));
}
