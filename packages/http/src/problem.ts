/**
 * Every refusal is a problem document (RFC 9457): a slug that programs switch on, a sentence for people, and members that
 * help to do something about it. This is the one list of slugs, with the status and title of each.
 */
import type { Context } from "hono";

export const PROBLEMS = {
  "invalid-request": { status: 400, title: "The request is not valid" },
  "idempotency-key-missing": { status: 400, title: "This request needs an Idempotency-Key" },
  "idempotency-key-invalid": { status: 400, title: "The Idempotency-Key is not valid" },
  unauthenticated: { status: 401, title: "A valid token is needed" },
  forbidden: { status: 403, title: "The token does not allow this" },
  "not-found": { status: 404, title: "There is no such thing" },
  "out-of-stock": { status: 409, title: "There is not enough in stock" },
  "too-late": { status: 409, title: "It is too late for that" },
  taken: { status: 409, title: "Somebody else has it" },
  "too-many-handles": { status: 409, title: "This customer has as many handles as one may" },
  stale: { status: 412, title: "It is not what you have read" },
  "too-large": { status: 413, title: "The request is too large" },
  "wrong-region": { status: 421, title: "This belongs to another region" },
  "idempotency-key-reused": { status: 422, title: "The Idempotency-Key was used for another request" },
  internal: { status: 500, title: "Something is wrong with this service" },
  undecidable: { status: 503, title: "This region cannot know that now" },
  unavailable: { status: 503, title: "The service cannot do this now" },
} as const;

export type ProblemSlug = keyof typeof PROBLEMS;

export interface ProblemOptions {
  readonly slug: ProblemSlug;
  /** One sentence: what is wrong and what to do. Never a table's name, a stack or somebody else's data. */
  readonly detail: string;
  /** Members of the document that help a program. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal on its way out of a handler; `onError` answers it. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly options: ProblemOptions;

  constructor(options: ProblemOptions) {
    super(`${options.slug}: ${options.detail}`);
    this.options = options;
  }
}

/** How long to wait after a 503, in seconds: a moment, since most of what fails is a single try. */
export const RETRY_AFTER_SECONDS = 1;

export function problemResponse(context: Context, options: ProblemOptions): Response {
  const { slug, detail, members, headers } = options;
  const { status, title } = PROBLEMS[slug];
  const body = { type: `urn:tandem:problem:${slug}`, title, status, detail, ...members };
  return context.body(JSON.stringify(body), status, {
    "Content-Type": "application/problem+json",
    ...(status === 503 ? { "Retry-After": String(RETRY_AFTER_SECONDS) } : {}),
    ...headers,
  });
}
