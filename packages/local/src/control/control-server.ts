/** The control API on its port. */
import { getRequestListener } from "@hono/node-server";
import { type HttpServer, listenHttp } from "../world/http-server.ts";
import { type ControlRoutes, controlRoutes } from "./control-routes.ts";

export async function createControlServer(options: ControlRoutes & { readonly port: number }): Promise<HttpServer> {
  const routes = controlRoutes(options);
  return await listenHttp({ port: options.port, handler: getRequestListener(routes.fetch) });
}
