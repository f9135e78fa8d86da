/**
 * A region's DynamoDB endpoint: HTTP on 127.0.0.1, before the engine. Here the faults of a rehearsal are applied, as customers of
 * the API meet them; behind it everything works.
 */
import { randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { assert, Fault, fraction } from "@tandem/kernel";
import { WorldRefusal } from "../../world/refusal.ts";
import type { EngineAnswer, EngineRequest } from "../engine/engine.ts";
import type { Replica } from "../replica/replica.ts";
import { errorAnswer, internalError, throughputExceeded, tooLarge, WireError } from "./wire-error.ts";

/** The largest request AWS takes (a batch of 25 items of 400 KB, with its JSON around it). */
const BODY_BYTES_MAX = 16 * 1024 * 1024;
/** A client that has this many requests open at one region of a laptop has lost count. */
const REQUEST_COUNT_MAX = 2_000;

/** Longer than any client keeps an idle connection, so that the server is never the one to close it under a request. */
const KEEP_ALIVE_MS = 120_000;

export interface FrontDoor {
  readonly url: string;
  readonly port: number;
  /** Ends all connections, as when a region goes down. */
  dropConnections(): void;
  close(): Promise<void>;
}

export interface FrontDoorOptions {
  readonly replica: Replica;
  readonly port: number;
  readonly answer: (request: EngineRequest) => Promise<EngineAnswer>;
}

export async function openFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  const { replica } = options;
  const sockets = new Set<Socket>();
  let open = 0;
  const server = createServer((incoming, outgoing) => {
    if (replica.faults.down) {
      incoming.socket.resetAndDestroy();
      return;
    }
    open += 1;
    void serve(options, { incoming, outgoing, isCrowded: open > REQUEST_COUNT_MAX }).finally(() => {
      open -= 1;
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on("connection", (socket) => {
    if (replica.faults.down) socket.resetAndDestroy();
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await listen(server, options.port);
  const address = server.address();
  assert(typeof address === "object" && address !== null, "a listening server has an address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    dropConnections() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: Error & { readonly code?: string }) => {
      const why =
        cause.code === "EADDRINUSE"
          ? "is in use; stop what listens there, or choose another port"
          : `cannot be used (${cause.message})`;
      reject(new WorldRefusal(`Port ${port} ${why}.`));
    });
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly isCrowded: boolean;
}

async function serve(options: FrontDoorOptions, exchange: Exchange): Promise<void> {
  const { replica } = options;
  try {
    const answer = await answerOrError(options, exchange);
    if (replica.faults.down || fraction(replica.random) < replica.faults.responseLostRate)
      exchange.incoming.socket.resetAndDestroy();
    else give(exchange.outgoing, answer);
  } catch (error) {
    // Only a client that went away, or a bug, gets here; the one hears nothing, the other must be seen.
    if (!exchange.incoming.destroyed) replica.log(`A request in ${replica.region} failed: ${String(error)}`);
    exchange.incoming.socket.destroy();
  }
}

async function answerOrError(options: FrontDoorOptions, { incoming, isCrowded }: Exchange): Promise<EngineAnswer> {
  const { replica } = options;
  try {
    const body = await readBody(incoming);
    if (isCrowded) throw throughputExceeded();
    await meetFaults(replica);
    const request = {
      method: incoming.method ?? "POST",
      path: incoming.url ?? "/",
      headers: forwarded(incoming.headers),
      body,
    };
    return await options.answer(request);
  } catch (error) {
    if (error instanceof WireError) return errorAnswer(error);
    if (!(error instanceof Fault)) throw error;
    replica.log(`A request in ${replica.region} could not be answered: ${error.message}`);
    return errorAnswer(internalError());
  }
}

async function meetFaults(replica: Replica): Promise<void> {
  const { faults } = replica;
  if (faults.latencyMs > 0) await sleep(faults.latencyMs);
  if (fraction(replica.random) >= faults.errorRate) return;
  throw faults.error === "throttle" ? throughputExceeded() : internalError();
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
  }
  if (bytes > BODY_BYTES_MAX) throw tooLarge();
  return Buffer.concat(chunks);
}

/** Headers that speak of one connection only; and compression, since answers are read here. */
const HOP_HEADERS: ReadonlySet<string> = new Set([
  "accept-encoding",
  "host",
  "connection",
  "keep-alive",
  "content-length",
  "transfer-encoding",
  "expect",
  "upgrade",
  "te",
  "trailer",
]);

function forwarded(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const result: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !HOP_HEADERS.has(name)) result[name] = value;
  return result;
}

function give(outgoing: ServerResponse, answer: EngineAnswer): void {
  const headers = { "x-amzn-requestid": randomUUID(), ...forwarded(answer.headers) };
  outgoing.writeHead(answer.status, { ...headers, "content-length": answer.body.length });
  outgoing.end(answer.body);
}
