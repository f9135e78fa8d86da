/**
 * What stores one region's items: any server that speaks DynamoDB. The front door asks it through this face only, so that
 * an engine that dies, comes back on another port or is somebody else's container is the supervisor's business.
 */
import type { IncomingHttpHeaders } from "node:http";

export interface EngineRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

export interface EngineAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Engine {
  /** Resolves when the engine answers; throws an `unavailable` fault when it does not within the bound. */
  ready(): Promise<void>;
  /**
   * Sends one request, once. Throws a `Fault`; `mayBeDone` says whether the engine may have seen it, and then the caller has
   * to look at what became of it.
   */
  send(request: EngineRequest): Promise<EngineAnswer>;
  /** The engine's process, if it is ours and runs. */
  pid(): number | undefined;
  /** Ends the engine at once, as a crash would; the supervisor starts it again. */
  restart(): void;
  close(): Promise<void>;
}
