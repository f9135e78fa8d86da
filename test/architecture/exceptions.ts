/**
 * What the rules let pass, each with its reason. An entry that is no longer needed fails its rule, so the lists only hold what is true.
 */
import type { Exceptions } from "./codebase/rule.ts";

/** Files between 200 and 300 lines. */
export const LONG_FILES: Exceptions = {};

/** Entry files of packages/local whose job is to pass an environment on to a process they start. */
export const ENVIRONMENT_READERS: Exceptions = {
  "packages/local/src/lambda/environment-process.ts":
    "is a Lambda environment from the inside: Lambda puts the trace id of each invocation into the handler's environment",
};
