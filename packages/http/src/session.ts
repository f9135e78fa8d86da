/**
 * `Tandem-Session`: whoever sends back what he was given reads his own writes in every region, and is shown nothing older than he was shown. The
 * shop of one request is the shop seen through its session, which notes what is shown and written; the answer carries what it has noted.
 */
import { z } from "@hono/zod-openapi";
import { NEW_SESSION, openSession, type Session } from "@tandem/replication";
import { isCustomersRecord, type Shop } from "@tandem/shop";
import type { Context } from "hono";
import type { AppEnv, AppOptions } from "./app-env.ts";
import { Problem } from "./problem.ts";
import { decodeSession, encodeSession } from "./session-token.ts";
import { STALE_GIVEN, staleIf } from "./stale.ts";

const NAME = "Tandem-Session";

export interface ClientSession {
  readonly shop: Shop;
  /** Of an answer that is made now, after all that the shop was asked. */
  headers(mayBeStale?: boolean): Readonly<Record<string, string>>;
}

type Sessions = Pick<AppOptions, "shop" | "keys" | "seen">;

/** For one who looks: other regions are asked for what his session has seen there. */
export function sessionOfReader(context: Context<AppEnv>, options: Sessions): ClientSession {
  return sessionOf(context, options, true);
}

/** For one who writes: what is decided goes by what is here, and the answer says if he was shown later things elsewhere. */
export function sessionOfWriter(context: Context<AppEnv>, options: Sessions): ClientSession {
  return sessionOf(context, options, false);
}

function sessionOf(context: Context<AppEnv>, { shop, keys, seen }: Sessions, joins: boolean): ClientSession {
  const { customer } = context.get("caller");
  const { table, peers = new Map(), regions } = shop.context;
  const session = read(context.req.header(NAME), (token) => decodeSession(keys, customer, token));
  const view = openSession({ table, peers, regions, session, seen, joins, isRecord: isCustomersRecord });
  return {
    shop: shop.through(view),
    headers: (mayBeStale = false) => ({
      [NAME]: encodeSession(keys, customer, view.session()),
      ...staleIf(mayBeStale || view.mayBeStale()),
    }),
  };
}

function read(header: string | undefined, decode: (token: string) => Session | { readonly why: string }): Session {
  if (header === undefined || header === "") return NEW_SESSION;
  const session = decode(header);
  if (!("why" in session)) return session;
  throw new Problem({
    slug: "invalid-request",
    detail: `${NAME} ${session.why}: leave it out to begin a new one.`,
    members: { errors: [{ path: NAME, message: session.why }] },
  });
}

/** Documents the header. */
export const SessionHeader = z.object({
  "tandem-session": z.string().optional().openapi({
    description:
      "What the last answer gave you. With it every region shows you what you have written and what you were shown before, or says `Tandem-Stale: possible` if it cannot be sure.",
  }),
});

/** Documents what an answer gives. */
export const SESSION_GIVEN = {
  "Tandem-Session": {
    schema: { type: "string" as const },
    description: "Send it back with your next request, wherever it goes.",
  },
  ...STALE_GIVEN,
};
