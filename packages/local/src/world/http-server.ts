/**
 * A server of the world's own on 127.0.0.1: one way to listen and to close, so that no part forgets that a kept-alive connection
 * or an open event stream would hold the whole world back.
 */
import { once } from "node:events";
import { createServer, type RequestListener, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface HttpServer {
  readonly url: string;
  /** Ends open connections too, and resolves when the port is free. */
  close(): Promise<void>;
}

/** Port 0 takes any that is free, which the url then tells. */
export async function listenHttp({
  port,
  handler,
  onConnect,
}: {
  readonly port: number;
  readonly handler: RequestListener;
  /** Answers who takes this for a proxy (`CONNECT host:port`); without it, such a connection is closed with no word. */
  readonly onConnect?: RequestListener;
}): Promise<HttpServer> {
  const server = createServer(handler);
  if (onConnect !== undefined) {
    server.on("connect", (request, socket) => {
      const response = new ServerResponse(request);
      response.shouldKeepAlive = false;
      response.on("finish", () => socket.end());
      socket.on("error", () => socket.destroy());
      response.assignSocket(socket as Socket);
      onConnect(request, response);
    });
  }
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
