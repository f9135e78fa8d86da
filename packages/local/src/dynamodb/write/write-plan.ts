/** A write as the front door sees it: which items it aims at, what it will leave there, and how its answer is given back. */
import type { EngineAnswer, EngineRequest } from "../engine/engine.ts";
import type { Item } from "../item/attribute.ts";
import type { Intent, WriteTarget } from "../journal/intents.ts";

/** Where the item's image after the write is to be had. */
export type AfterImage =
  | { readonly from: "request"; readonly image: Item | undefined }
  /** From `Attributes` of the answer, since ALL_NEW was asked for. */
  | { readonly from: "answer" }
  /** By reading the item back, under its lock. */
  | { readonly from: "engine" };

export interface PlannedTarget {
  readonly target: WriteTarget;
  readonly after: AfterImage;
}

export interface WritePlan extends Pick<Intent, "origin" | "together" | "token"> {
  readonly targets: readonly PlannedTarget[];
  readonly request: EngineRequest;
  /** Of the targets, those the engine did not write although it answered 200: a batch may leave some. */
  readonly left?: (answer: EngineAnswer) => readonly PlannedTarget[];
  /** The answer as the client would have got it from the request it sent. */
  readonly give?: (answer: EngineAnswer) => EngineAnswer;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The same request with another body. */
export function withBody(request: EngineRequest, body: object): EngineRequest {
  return { ...request, body: Buffer.from(JSON.stringify(body)) };
}

/** The same answer with another body; its checksum would be wrong now, and without one clients check nothing. */
export function answerWithBody(answer: EngineAnswer, body: object): EngineAnswer {
  const { "x-amz-crc32": _, "content-length": __, ...headers } = answer.headers;
  return { ...answer, headers, body: Buffer.from(JSON.stringify(body)) };
}
