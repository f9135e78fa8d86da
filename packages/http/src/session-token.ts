/**
 * A session as its client carries it: opaque to him, signed by a region, and his alone. One that was not made here, or for somebody else, is
 * refused and not ignored: whoever sends it counts on what it promises, and would not learn that he has lost it.
 */
import { hash } from "node:crypto";
import { isRegion, type Region } from "@tandem/kernel";
import { isStamp, type Session, type Stamp, WRITTEN_RECORDS_MAX } from "@tandem/replication";
import * as z from "zod";
import type { KeyRing } from "./key-ring.ts";

/** A session of three regions and eight records has about 1,000 characters. */
export const SESSION_LENGTH_MAX = 2_048;
const VERSION = 1;
const CUSTOMER_LENGTH = 16;
const REGIONS_MAX = 3;

const RegionName = z.string().refine(isRegion);
const StampText = z.custom<Stamp>((value) => isStamp(value));
const Payload = z.object({
  v: z.literal(VERSION),
  customer: z.string(),
  shown: z.array(z.tuple([RegionName, StampText])).max(REGIONS_MAX),
  written: z.array(z.tuple([z.string().max(40), StampText])).max(WRITTEN_RECORDS_MAX),
});

export function encodeSession(ring: KeyRing, customer: string, { shown, written }: Session): string {
  const payload: z.infer<typeof Payload> = {
    v: VERSION,
    customer: nameOf(customer),
    shown: [...shown],
    written: written.map(({ record, stamp }) => [record, stamp]),
  };
  const text = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${text}.${ring.sign("session", text)}`;
}

/** The session, or what is wrong with it in words that follow "Tandem-Session". */
export function decodeSession(ring: KeyRing, customer: string, token: string): Session | { readonly why: string } {
  if (token.length > SESSION_LENGTH_MAX) return { why: `has ${SESSION_LENGTH_MAX} characters at most` };
  const dot = token.indexOf(".");
  const text = token.slice(0, dot);
  if (dot < 0 || !ring.verifies("session", text, token.slice(dot + 1))) {
    return { why: "is not one that this service gave you, or is too old" };
  }
  const payload = Payload.safeParse(parseJson(text));
  if (!payload.success) return { why: "is of another release" };
  if (payload.data.customer !== nameOf(customer)) return { why: "was given to somebody else" };
  return {
    shown: new Map<Region, Stamp>(payload.data.shown),
    written: payload.data.written.map(([record, stamp]) => ({ record, stamp })),
  };
}

/** Whose it is, without saying it. */
function nameOf(customer: string): string {
  return hash("sha256", customer, "base64url").slice(0, CUSTOMER_LENGTH);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return undefined;
  }
}
