/**
 * The inside of one execution environment: the process that imports a bundle and runs one event at a time. Between events it is
 * frozen as Lambda freezes it: it blocks in a read, so no timer fires, no socket is read and no promise goes on. Code that
 * counts on work after its answer therefore fails here as it does when deployed. When the world is gone, so is this.
 */
import { Socket } from "node:net";
import { pathToFileURL } from "node:url";
import { createContext } from "./environment-context.ts";
import { createSkewableDate } from "./environment-date.ts";
import {
  type EnvironmentError,
  type EnvironmentEvent,
  type EnvironmentReply,
  type EnvironmentStart,
  EVENT_FD,
  LIFELINE_FD,
  REPLY_FD,
} from "./environment-message.ts";
import { captureOutput } from "./environment-output.ts";
import { readFrameBlocking, writeFrameBlocking } from "./frames.ts";

type Handler = (event: unknown, context: unknown) => unknown;

async function main(start: EnvironmentStart): Promise<void> {
  let requestId: string | undefined;
  const output = captureOutput((line) =>
    say({ kind: "printed", line, ...(requestId === undefined ? {} : { requestId }) }),
  );
  const date = createSkewableDate();
  endWithTheWorld();

  const handler = await load(start).catch((error: unknown) => {
    output.flush();
    say({ kind: "init-failed", error: describe(error) });
    process.exit(1);
  });
  output.flush();
  say({ kind: "ready" });

  for (;;) {
    const event = readFrameBlocking<EnvironmentEvent>(EVENT_FD);
    if (event === undefined) process.exit(0);
    requestId = event.requestId;
    date.skewMs = event.clockSkewMs;
    process.env["_X_AMZN_TRACE_ID"] = event.traceId;
    const reply = await run(handler, start, event);
    output.flush();
    requestId = undefined;
    say(reply);
  }
}

function say(reply: EnvironmentReply): void {
  writeFrameBlocking(REPLY_FD, reply);
}

/** While a handler runs nobody reads the event pipe, so that another one tells of the world's end. */
function endWithTheWorld(): void {
  const lifeline = new Socket({ fd: LIFELINE_FD, readable: true, writable: false });
  lifeline.on("error", () => process.kill(process.pid, "SIGKILL"));
  lifeline.on("end", () => process.kill(process.pid, "SIGKILL"));
  lifeline.resume();
  lifeline.unref();
}

async function load(start: EnvironmentStart): Promise<Handler> {
  const module: Record<string, unknown> = await import(pathToFileURL(start.bundlePath).href);
  const handler = module[start.exportName];
  if (typeof handler !== "function")
    throw new HandlerNotFound(`bundle.${start.exportName} is undefined or not exported`);
  return handler as Handler;
}

async function run(handler: Handler, start: EnvironmentStart, event: EnvironmentEvent): Promise<EnvironmentReply> {
  const { requestId } = event;
  try {
    const result = await handler(JSON.parse(event.event), createContext(start, event));
    return { kind: "returned", requestId, payload: JSON.stringify(result) ?? "null" };
  } catch (error) {
    return { kind: "threw", requestId, error: describe(error) };
  }
}

/** Anything may be thrown; Lambda names what is not an error by its type. */
function describe(error: unknown): EnvironmentError {
  if (error instanceof Error) {
    const trace = (error.stack ?? `${error.name}: ${error.message}`).split("\n");
    return { errorType: error.name, errorMessage: error.message, trace };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

class HandlerNotFound extends Error {
  override readonly name = "Runtime.HandlerNotFound";
}

void main(JSON.parse(process.argv[2] ?? "{}"));
