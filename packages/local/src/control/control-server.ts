/**
 * The control API on its port: the way in for the console, the operator's commands and the drills. It has no lock, because it
 * listens on this machine only and exists only here.
 */
import { getRequestListener } from "@hono/node-server";
import { type HttpServer, listenHttp } from "../world/http-server.ts";
import { type ControlRoutes, controlRoutes } from "./control-routes.ts";

export async function createControlServer(options: ControlRoutes & { readonly port: number }): Promise<HttpServer> {
  const routes = controlRoutes(options);
  return await listenHttp({ port: options.port, handler: getRequestListener(routes.fetch) });
}
