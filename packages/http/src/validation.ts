/** Says what is wrong with a request, field by field, in the words of the request. */

import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { problemResponse } from "./problem.ts";

export interface FieldError {
  /** Where: `lines.0.sku`; empty for the body as a whole. */
  readonly path: string;
  readonly message: string;
}

/** Answers a request that does not fit its schema; passed to the router as its hook. */
export function refuseInvalid(
  result: { readonly success: true } | { readonly success: false; readonly error: z.ZodError },
  context: Context,
): Response | undefined {
  if (result.success) return undefined;
  const errors = result.error.issues.flatMap(fieldErrors);
  return problemResponse(context, { slug: "invalid-request", detail: sentence(errors), members: { errors } });
}

export function sentence(errors: readonly FieldError[]): string {
  const [first] = errors;
  if (first === undefined) return "The request is not valid.";
  const where = first.path === "" ? "" : `${first.path}: `;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return `${where}${first.message}${more}`;
}

function fieldErrors(issue: z.core.$ZodIssue): readonly FieldError[] {
  const path = issue.path.map(String).join(".");
  if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: path === "" ? key : `${path}.${key}`, message: "unknown field" }));
}
