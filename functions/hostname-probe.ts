/**
 * Asks this region's public name as a customer would: over a connection of its own each time, so that the name, the certificate and the
 * way there are tried as well. Any answer will do that is not a failure of the API itself.
 */
import { get as getHttp } from "node:http";
import { get as getHttps } from "node:https";
import { Fault } from "@tandem/kernel";

/** What API Gateway says when the function is throttled; when it throttles by itself it says 429. */
const OVERLOAD = 503;

/** Ends well if the API answers below 500; an overload is a fault of its own code, `throttled`. */
export async function probeHostname(baseUrl: string, signal: AbortSignal): Promise<void> {
  const status = await statusOf(new URL("/healthz", baseUrl), signal);
  if (status < 500) return;
  throw new Fault({
    code: status === OVERLOAD ? "throttled" : "unavailable",
    message: `${baseUrl} answered ${status}`,
    retryable: true,
    mayBeDone: false,
  });
}

function statusOf(url: URL, signal: AbortSignal): Promise<number> {
  const get = url.protocol === "https:" ? getHttps : getHttp;
  return new Promise((resolve, reject) => {
    // Without an agent no connection is kept: one that broke while this environment was frozen would look like an outage.
    const request = get(url, { agent: false, signal }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", (cause) => {
      const message = `${url.origin} does not answer: ${cause.message}`;
      reject(new Fault({ code: "unavailable", message, retryable: true, mayBeDone: false, cause }));
    });
  });
}
