/** A port nobody listens on just now. Another program may take it before the engine does; then the supervisor tries the next. */
import { createServer } from "node:net";
import { assert } from "@tandem/kernel";

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  assert(typeof address === "object" && address !== null, "a TCP server has an address");
  await new Promise((resolve) => server.close(resolve));
  return address.port;
}
