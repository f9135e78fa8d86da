/** The provider's HTTP face: translate in, apply the rules, translate out. */
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type FieldError, fieldErrors } from "../world/field-errors.ts";
import type { Entry, EntryKind, Ledger } from "./ledger.ts";
import { misbehave, type PaymentFaults } from "./payment-faults.ts";
import { IdempotencyKey, ListQuery, PaymentRequest } from "./payment-request.ts";
import { charge, type KeyedRequest, type PaymentTerms, refund } from "./take-payment.ts";

export interface PaymentRoutes {
  readonly ledger: Ledger;
  readonly faults: PaymentFaults;
  /** The terms at this moment; a provider that forgets has others. */
  terms(): PaymentTerms;
  nowMs(): number;
}

/** Far more than a request needs. */
const BODY_BYTES_MAX = 16 * 1024;

export function paymentRoutes({ ledger, faults, terms, nowMs }: PaymentRoutes): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.use(misbehave(faults));
  routes.use(
    bodyLimit({
      maxSize: BODY_BYTES_MAX,
      onError: (context) => context.json(problem("too-large", "the body is too large"), 413),
    }),
  );
  routes.notFound((context) => context.json(problem("not-found", "there are /charges and /refunds"), 404));

  routes.post("/charges", async (context) => {
    const request = await readRequest(context, nowMs());
    if ("errors" in request) return context.json(invalid(request.errors), 400);
    const outcome = charge(terms(), request);
    if (!outcome.ok) return context.json(problem(outcome.refusal.reason, outcome.refusal.message), 409);
    return context.json(outcome.value, outcome.value.status === "declined" ? 402 : 201);
  });
  routes.post("/refunds", async (context) => {
    const request = await readRequest(context, nowMs());
    if ("errors" in request) return context.json(invalid(request.errors), 400);
    const outcome = refund(terms(), request);
    if (outcome.ok) return context.json(outcome.value, 201);
    return context.json(
      problem(outcome.refusal.reason, outcome.refusal.message),
      outcome.refusal.reason === "key-reused" ? 409 : 422,
    );
  });
  routes.get("/charges", (context) => list(context, ledger, "charge"));
  routes.get("/refunds", (context) => list(context, ledger, "refund"));
  return routes;
}

async function readRequest(
  context: Context,
  nowMs: number,
): Promise<KeyedRequest | { readonly errors: readonly FieldError[] }> {
  const key = IdempotencyKey.safeParse(context.req.header("idempotency-key") ?? "");
  if (!key.success) return { errors: fieldErrors(key.error, "Idempotency-Key") };
  const body = PaymentRequest.safeParse(await context.req.json().catch(() => undefined));
  if (!body.success) return { errors: fieldErrors(body.error, "body") };
  return { ...body.data, key: key.data, nowMs };
}

function list(context: Context, ledger: Ledger, kind: EntryKind): Response {
  const query = ListQuery.safeParse(context.req.query());
  if (!query.success) return context.json(invalid(fieldErrors(query.error, "query")), 400);
  const { entries, next } = ledger.list(kind, query.data) as {
    entries: readonly Entry<EntryKind>[];
    next: number | null;
  };
  return context.json({ items: entries, next });
}

function problem(error: string, message: string) {
  return { error, message };
}

function invalid(errors: readonly FieldError[]) {
  const message = errors.map((error) => `${error.path}: ${error.message}`).join("; ");
  return { error: "invalid-request", message, errors };
}
