/**
 * What a function is told by its environment, and the only place that reads it. A variable that is missing or wrong stops
 * the function while it starts, with a sentence that names the variable, so that a bad deployment fails its first probe.
 */
import { assert, isRegion, must, type Region, region, regionList } from "@tandem/kernel";
import type { JSONWebKeySet } from "jose";

/** The region this function runs in; Lambda itself sets it. */
export function ownRegion(): Region {
  const value = variable("AWS_REGION");
  assert(isRegion(value), `AWS_REGION is not a region: ${JSON.stringify(value)}`);
  return region(value);
}

/** All regions of this environment, in their fixed order, separated by commas. */
export function regions(): readonly Region[] {
  return regionList(variable("TANDEM_REGIONS").split(","));
}

export function tableName(): string {
  return variable("TANDEM_TABLE");
}

/** The URL of this region's queue of work hints. */
export function queueUrl(): string {
  return variable("TANDEM_QUEUE_URL");
}

/** The base URL of the payment provider, without a slash at the end. */
export function paymentsUrl(): string {
  return variable("TANDEM_PAYMENTS_URL").replace(/\/+$/, "");
}

/** The host (and port, if not the usual one) of the endpoint that all regions share; none in a stage without a domain. */
export function globalHost(): string | undefined {
  return process.env["TANDEM_GLOBAL_HOST"] || undefined;
}

/** The public keys that customers' tokens are verified with: a JWKS document (RFC 7517). */
export function authKeys(): JSONWebKeySet {
  const text = variable("TANDEM_AUTH_KEYS");
  const keys = parsed(text) as JSONWebKeySet | undefined;
  assert(Array.isArray(keys?.keys), 'TANDEM_AUTH_KEYS is not a JWKS document: {"keys":[...]}');
  return keys;
}

/** How fast the clocks of a local world run; 1 in a real one. */
export function speed(): number {
  const value = Number(process.env["TANDEM_SPEED"] ?? "1");
  assert(value > 0, `TANDEM_SPEED is a number above 0, not ${process.env["TANDEM_SPEED"]}`);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function variable(name: string): string {
  return must(process.env[name] || undefined, `the environment variable ${name} is not set`);
}
