/**
 * What is wrong with a request, field by field, for the answers of the payment provider and the control API: each names the field
 * it is about, so that whoever sent it can mend it without reading our code.
 */
import type { z } from "zod";

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** Each issue with the field it is about; an unknown field is named itself, not the object around it. */
export function fieldErrors(error: z.ZodError, root: string): readonly FieldError[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: [...issue.path, key].join("."), message: "unknown field" }));
    }
    return [{ path: issue.path.join(".") || root, message: issue.message }];
  });
}
