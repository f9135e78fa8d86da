/** What a customer says of himself: edited field by field, guarded by a tag, and forgotten when he asks for it. */
import { createRoute, z } from "@hono/zod-openapi";
import { PROFILE_FIELD_LENGTH_MAX, type Profile, ProfileValue } from "@tandem/shop";
import type { AppOptions } from "../app-env.ts";
import { customers } from "../authenticate.ts";
import { Problem } from "../problem.ts";
import { requireJson } from "../require-json.ts";
import { BEARER, createRouter } from "../router.ts";
import { refusals } from "../schemas.ts";
import { SESSION_GIVEN, SessionHeader, sessionOfReader, sessionOfWriter } from "../session.ts";

const ProfileShape = z
  .object({
    name: z.string().optional(),
    email: z.string().optional(),
    address: z.string().optional(),
    phone: z.string().optional(),
  })
  .openapi("Profile");
const Edit = ProfileValue.nullable().optional();
const ProfileEdits = z
  .strictObject({ name: Edit, email: Edit, address: Edit, phone: Edit })
  .refine((edits) => Object.values(edits).some((edit) => edit !== undefined), "name at least one field to change")
  .openapi("ProfileEdits");
const Erased = z
  .object({ erased: z.boolean().openapi({ description: "False while a handle may still be held: ask again." }) })
  .openapi("Erased");
/** Longer than any list of tags that anybody has read. */
const IF_MATCH_LENGTH_MAX = 1_024;
const TAG = /(?:W\/)?"[\x21\x23-\x7e]*"/g;

const tagged = {
  description: "The profile",
  headers: {
    ETag: { schema: { type: "string" as const }, description: "The same for the same profile anywhere." },
    ...SESSION_GIVEN,
  },
  content: { "application/json": { schema: ProfileShape } },
};

const readProfile = createRoute({
  method: "get",
  path: "/profile",
  summary: "Your profile",
  security: BEARER,
  middleware: [customers],
  request: { headers: SessionHeader },
  responses: { 200: tagged, ...refusals("invalid-request", "unauthenticated", "unavailable") },
});

const editProfile = createRoute({
  method: "patch",
  path: "/profile",
  summary: "Change some fields of your profile",
  description: `Text of up to ${PROFILE_FIELD_LENGTH_MAX} characters; null removes a field, and what is not sent stays.`,
  security: BEARER,
  middleware: [customers, requireJson],
  request: {
    headers: SessionHeader.extend({
      "if-match": z
        .string()
        .max(IF_MATCH_LENGTH_MAX)
        .optional()
        .openapi({ description: "The ETag that was read; with another profile here by now the answer is 412." }),
    }),
    body: { required: true, content: { "application/json": { schema: ProfileEdits } } },
  },
  responses: {
    200: tagged,
    ...refusals("invalid-request", "unauthenticated", "stale", "too-large", "unavailable"),
  },
});

const eraseProfile = createRoute({
  method: "delete",
  path: "/profile",
  summary: "Be forgotten",
  description:
    "Profile, cart and handles, in every region. This region forgets at once, another when it hears of it. Orders stay, under the name in the token.",
  security: BEARER,
  middleware: [customers],
  request: { headers: SessionHeader },
  responses: {
    200: { description: "Forgotten", headers: SESSION_GIVEN, content: { "application/json": { schema: Erased } } },
    202: {
      description: "Forgotten, but for a handle",
      headers: SESSION_GIVEN,
      content: { "application/json": { schema: Erased } },
    },
    ...refusals("invalid-request", "unauthenticated", "unavailable"),
  },
});

export interface ProfileRouteOptions extends Pick<AppOptions, "shop" | "keys" | "seen" | "log"> {
  /** Where else a customer has what tells who he is, if anywhere; undecided while that cannot be asked. */
  readonly names?: { forget(customer: string): Promise<Forgotten> } | undefined;
}

type Forgotten = { readonly kind: "forgotten" } | { readonly kind: "undecided"; readonly why: string };

export function profileRoutes(options: ProfileRouteOptions) {
  const { names, log } = options;
  return createRouter()
    .openapi(readProfile, async (context) => {
      const session = sessionOfReader(context, options);
      const { profile, etag } = await session.shop.profiles.read(context.get("caller").customer);
      return context.json({ ...profile } satisfies Profile, 200, { ETag: etag, ...session.headers() });
    })
    .openapi(editProfile, async (context) => {
      const { customer } = context.get("caller");
      const ifMatch = tagsOf(context.req.header("If-Match"));
      const session = sessionOfWriter(context, options);
      const outcome = await session.shop.profiles.edit({ customer, edits: context.req.valid("json"), ifMatch });
      if (!outcome.ok) throw stale(outcome.refusal.etag);
      return context.json({ ...outcome.value.profile }, 200, { ETag: outcome.value.etag, ...session.headers() });
    })
    .openapi(eraseProfile, async (context) => {
      const { customer } = context.get("caller");
      const session = sessionOfWriter(context, options);
      await session.shop.profiles.forget(customer);
      const released = await names?.forget(customer);
      if (released?.kind !== "undecided") return context.json({ erased: true }, 200, session.headers());
      log({ level: "warn", message: "handles could not be released", cause: released.why });
      return context.json({ erased: false }, 202, session.headers());
    });
}

/** Undefined if any profile will do; there always is one. A weak tag says less than is asked for, and matches nothing. */
function tagsOf(header: string | undefined): readonly string[] | undefined {
  if (header === undefined || header.trim() === "*") return undefined;
  return header.match(TAG) ?? [];
}

function stale(etag: string): Problem {
  return new Problem({
    slug: "stale",
    detail: "The profile is not what you have read: read it again, and send the tag that it has now.",
    members: { etag },
    headers: { ETag: etag },
  });
}
