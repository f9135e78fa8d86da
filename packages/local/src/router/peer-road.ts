/**
 * The way from one region to a peer's public API. Everybody else reaches that API directly; what a region asks of its peer goes this
 * way, so that a partition between the two can cut it and nobody else's.
 */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Region } from "@tandem/kernel";

export interface PeerRoad {
  readonly peer: Region;
  readonly url: string;
  /** While it is cut nothing passes, and what was under way breaks. */
  setCut(isCut: boolean): void;
  close(): Promise<void>;
}

/** Leads to `port` on this machine; nobody has to listen there yet. */
export async function openPeerRoad(peer: Region, port: number): Promise<PeerRoad> {
  const sockets = new Set<Socket>();
  let isCut = false;

  function breakAll(): void {
    for (const socket of sockets) socket.destroy();
  }

  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(port, "127.0.0.1");
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    peer,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setCut(cut) {
      isCut = cut;
      if (cut) breakAll();
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      breakAll();
      await closed;
    },
  };
}
