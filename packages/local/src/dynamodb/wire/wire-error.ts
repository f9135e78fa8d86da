/** Refusals of the front door itself, in the words and status AWS uses, so that every SDK takes them for the service's own. */
import type { EngineAnswer } from "../engine/engine.ts";

const API = "com.amazonaws.dynamodb.v20120810#";
const CORAL = "com.amazon.coral.service#";

export class WireError extends Error {
  override readonly name = "WireError";
  readonly type: string;
  readonly status: number;

  constructor(type: string, status: number, message: string) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

/** What AWS answers when it could not do what was asked; SDKs try again. The work may have been done. */
export function internalError(): WireError {
  return new WireError(`${API}InternalServerError`, 500, "Internal server error");
}

export function throughputExceeded(): WireError {
  const message =
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with " +
    "the UpdateTable API.";
  return new WireError(`${API}ProvisionedThroughputExceededException`, 400, message);
}

export function validationError(message: string): WireError {
  return new WireError("com.amazon.coral.validate#ValidationException", 400, message);
}

export function apiError(name: string, message: string): WireError {
  return new WireError(API + name, 400, message);
}

export function tooLarge(): WireError {
  return new WireError(`${CORAL}RequestEntityTooLargeException`, 413, "Request is larger than 16777216 bytes");
}

export function errorAnswer(error: WireError): EngineAnswer {
  return jsonAnswer({ __type: error.type, message: error.message }, error.status);
}

export function jsonAnswer(body: object, status = 200): EngineAnswer {
  return { status, headers: { "content-type": "application/x-amz-json-1.0" }, body: Buffer.from(JSON.stringify(body)) };
}
