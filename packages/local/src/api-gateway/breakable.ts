/**
 * A fault of the network in front of a server: while it is down every connection breaks, those that wait for an answer too. A
 * service that is away does not say so in HTTP.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

export interface Breakable {
  readonly handler: RequestListener;
  setDown(isDown: boolean): void;
}

export function createBreakable(handler: (request: IncomingMessage, response: ServerResponse) => void): Breakable {
  const underWay = new Set<ServerResponse>();
  let isDown = false;
  return {
    handler(request, response) {
      if (isDown) {
        request.socket.destroy();
        return;
      }
      underWay.add(response);
      response.on("close", () => underWay.delete(response));
      handler(request, response);
    },
    setDown(down) {
      isDown = down;
      if (down) for (const response of underWay) response.socket?.destroy();
    },
  };
}
