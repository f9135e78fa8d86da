/**
 * A proxy in front of a DynamoDB endpoint that can lose answers: the work is done, and the connection ends without a word. It
 * can also change what is asked, for tests that take a condition away and watch a law break.
 */
import { Agent, createServer, type IncomingMessage, request as startRequest } from "node:http";
import { buffer } from "node:stream/consumers";

const WRITES: ReadonlySet<string> = new Set(["PutItem", "DeleteItem", "TransactWriteItems"]);

export interface LossyProxy {
  readonly url: string;
  /** Loses the answers to the next `count` writes. */
  loseAnswers(count: number): void;
  /** Answers the next requests with these bodies as errors, without asking the engine. */
  failNext(...failures: readonly ProxyFailure[]): void;
  close(): Promise<void>;
}

export interface ProxyFailure {
  readonly status: number;
  readonly body: { readonly __type: string; readonly [member: string]: unknown };
}

export interface LossyProxyOptions {
  readonly upstream: string;
  /** What the engine is asked instead. */
  readonly rewrite?: (body: string, operation: string) => string;
}

export async function openLossyProxy({ upstream, rewrite = (body) => body }: LossyProxyOptions): Promise<LossyProxy> {
  const agent = new Agent({ keepAlive: true });
  const failures: ProxyFailure[] = [];
  let toLose = 0;

  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
    const asked = (await buffer(request)).toString();
    const failure = failures.shift();
    if (failure !== undefined) {
      response.writeHead(failure.status, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify(failure.body));
      return;
    }
    const answer = await forward({ upstream, agent, request, body: rewrite(asked, operation) });
    const body = await buffer(answer);
    if (toLose > 0 && WRITES.has(operation)) {
      toLose -= 1;
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  return {
    url: `http://127.0.0.1:${port}`,
    loseAnswers(count) {
      toLose = count;
    },
    failNext(...next) {
      failures.push(...next);
    },
    close() {
      agent.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Forwarded {
  readonly upstream: string;
  readonly agent: Agent;
  readonly request: IncomingMessage;
  readonly body: string;
}

function forward({ upstream, agent, request, body }: Forwarded): Promise<IncomingMessage> {
  const headers = { ...request.headers, "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = startRequest(
      `${upstream}${request.url ?? "/"}`,
      { agent, headers, method: request.method },
      resolve,
    );
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
