/**
 * An endpoint for tests that answers as it is told, one step a request: what no engine does on demand (a conflict, a throttle,
 * an answer that never comes) is said here in the service's own words. The SDK itself is never replaced.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { must } from "@tandem/kernel";

/** An answer, a connection cut off, or silence. */
export type Step =
  | { readonly status: number; readonly body: unknown; readonly headers?: { readonly [name: string]: string } }
  | "cut"
  | "silence";

export interface SeenRequest {
  readonly operation: string;
  readonly body: { readonly [member: string]: unknown };
}

export interface ScriptedEndpoint {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** How many connections were made in all. */
  connectionCount(): number;
  /** What the next requests get; the last step goes on for ever. */
  script(...steps: readonly ((request: SeenRequest) => Step)[]): void;
  close(): Promise<void>;
}

/** A step that does not depend on what was asked. */
export function always(step: Step): () => Step {
  return () => step;
}

export function serviceError(type: string, more: { readonly [member: string]: unknown } = {}, status = 400): Step {
  return {
    status,
    body: { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: `a scripted ${type}`, ...more },
  };
}

export async function openScriptedEndpoint(): Promise<ScriptedEndpoint> {
  const requests: SeenRequest[] = [];
  const steps: ((request: SeenRequest) => Step)[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
        const seen = { operation, body: JSON.parse(body) };
        requests.push(seen);
        const step = must(steps.length > 1 ? steps.shift() : steps[0], "a request came before the script");
        take(step(seen), request, response);
      },
      () => request.socket.destroy(),
    );
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    requests,
    connectionCount: () => connections,
    script(...next) {
      steps.splice(0, steps.length, ...next);
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function take(step: Step, request: IncomingMessage, response: ServerResponse): void {
  if (step === "silence") return;
  if (step === "cut") {
    request.socket.destroy();
    return;
  }
  response.writeHead(step.status, { "content-type": "application/x-amz-json-1.0", ...step.headers });
  response.end(typeof step.body === "string" ? step.body : JSON.stringify(step.body));
}
