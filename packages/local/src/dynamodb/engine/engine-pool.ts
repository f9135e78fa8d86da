/** The connections to one running engine. A request whose connection was refused was never seen; any other failure leaves open what was done. */
import { Fault } from "@tandem/kernel";
import { Pool } from "undici";
import type { EngineAnswer, EngineRequest } from "./engine.ts";

/** More requests than this at once only queue up inside the engine, which writes one after the other. */
const CONNECTION_COUNT_MAX = 64;
/** A local engine answers in milliseconds; one that says nothing for this long hangs. */
const ANSWER_MS_MAX = 10_000;
const CONNECT_MS_MAX = 1_000;

export interface EnginePool {
  send(request: EngineRequest): Promise<EngineAnswer>;
  close(): Promise<void>;
}

export function createEnginePool(url: string): EnginePool {
  const pool = new Pool(url, {
    connections: CONNECTION_COUNT_MAX,
    headersTimeout: ANSWER_MS_MAX,
    bodyTimeout: ANSWER_MS_MAX,
    connect: { timeout: CONNECT_MS_MAX },
  });
  return {
    async send(request) {
      try {
        const answer = await pool.request({
          method: request.method as "POST",
          path: request.path,
          headers: request.headers,
          body: request.body,
        });
        const body = Buffer.from(await answer.body.arrayBuffer());
        return { status: answer.statusCode, headers: answer.headers, body };
      } catch (cause) {
        throw engineFault(cause);
      }
    },
    close: () => pool.destroy(),
  };
}

const NEVER_SENT: ReadonlySet<string> = new Set(["ECONNREFUSED", "UND_ERR_CONNECT_TIMEOUT"]);

function engineFault(cause: unknown): Fault {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return new Fault({
    code: code.includes("TIMEOUT") ? "timeout" : "unavailable",
    message: `The engine did not answer (${code || String(cause)}).`,
    retryable: true,
    mayBeDone: !NEVER_SENT.has(code),
    cause,
  });
}
