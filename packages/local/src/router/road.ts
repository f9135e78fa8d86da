/**
 * The way from one region to something that others reach as well: a peer's public API, or the payment provider. What this region asks goes this
 * way, so that a fault can cut it and nobody else's.
 */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Road {
  readonly url: string;
  /** While it is cut nothing passes, and what was under way breaks. */
  setCut(isCut: boolean): void;
  close(): Promise<void>;
}

/** Leads to `port` on this machine; nobody has to listen there yet. */
export async function openRoad(port: number): Promise<Road> {
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
