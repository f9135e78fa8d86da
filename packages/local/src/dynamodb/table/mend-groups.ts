/**
 * Every member of a global table lists the others, each in its own journal. A kill between two journals can leave one that does
 * not list another: then its writes would never arrive there, and nobody would say so. So a world begins by making the lists agree.
 */
import type { Replica } from "../replica/replica.ts";
import { oweAll } from "./replica-updates.ts";

export function mendGroups(world: ReadonlyMap<string, Replica>): void {
  for (const member of world.values()) {
    for (const table of member.tables.all()) {
      for (const region of table.replicas) mendPair(member, { name: table.name, peer: world.get(region), region });
    }
  }
}

/** The peer lists the member too, or has no such table and is listed no more. */
function mendPair(
  member: Replica,
  options: { readonly name: string; readonly peer: Replica | undefined; readonly region: string },
): void {
  const { name, peer, region } = options;
  const table = member.tables.get(name);
  const peerTable = peer?.tables.get(name);
  if (table === undefined || peerTable?.replicas.includes(member.region)) return;
  if (peer !== undefined && peerTable !== undefined) {
    member.log(
      `${peer.region}: table ${name} did not know its replica in ${member.region}; it is told, and owes it all items.`,
    );
    const replicas = [...peerTable.replicas, member.region];
    peer.journal.together(() => {
      peer.tables.put({ ...peerTable, replicas });
      oweAll(peer, { table: peerTable, peer: member.region, atMs: peer.clock.nowMs() });
    });
    return;
  }
  member.log(`${member.region}: the replica of table ${name} in ${region} is gone; the table goes on without it.`);
  member.journal.together(() => {
    member.tables.put({ ...table, replicas: table.replicas.filter((one) => one !== region) });
    for (const gone of table.replicas) if (gone === region) member.outgoing.removeTable(name, gone);
  });
}
