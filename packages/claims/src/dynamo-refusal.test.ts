import { expect, test } from "vitest";
import { isUndecided } from "./dynamo-refusal.ts";

function sdkError(name: string, more: object): Error {
  return Object.assign(new Error("as the SDK throws it"), { name }, more);
}

const SAID = (httpStatusCode: number) => ({
  $fault: httpStatusCode < 500 ? "client" : "server",
  $metadata: { httpStatusCode },
});

test.each([
  ["a service that fails", sdkError("InternalServerError", SAID(500))],
  ["a throttle", sdkError("ThrottlingException", SAID(400))],
  ["too many requests, under any name", sdkError("Whatever", SAID(429))],
  ["words that could not be read", sdkError("Unknown", { $fault: "client", $metadata: {} })],
  ["a time-out", sdkError("TimeoutError", { $metadata: {} })],
  ["a connection that was cut", sdkError("Error", { code: "ECONNRESET" })],
  ["a page of a proxy", sdkError("SyntaxError", { $metadata: { httpStatusCode: 502 } })],
  ["credentials that could not be had", sdkError("CredentialsProviderError", {})],
])("%s is undecided", (_, error) => {
  expect(isUndecided(error)).toBe(true);
});

test.each([
  ["a table that is not there", sdkError("ResourceNotFoundException", SAID(400))],
  ["a right that is missing", sdkError("AccessDeniedException", SAID(400))],
  ["a request that is wrong", sdkError("ValidationException", SAID(400))],
  ["a bug of ours", new TypeError("undefined is not a function")],
  ["what is no error at all", undefined],
])("%s is not, since waiting mends nothing", (_, error) => {
  expect(isUndecided(error)).toBe(false);
});
