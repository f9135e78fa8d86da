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

/** Commands that build, test or tear down. All others, those to come as well, are to work while every control plane is away. */
export const BUILDERS: Exceptions = {
  "scripts/bootstrap/": "installs what a clone needs",
  "scripts/bundle.ts": "makes what is deployed",
  "scripts/check.ts": "runs the tests",
  "scripts/check/": "runs the tests",
  "scripts/deploy.ts": "is what control planes are for; no recovery waits for it",
  "scripts/deploy/": "is what control planes are for; no recovery waits for it",
  "scripts/remove-preview.ts": "removes a preview",
  "scripts/simulate.ts": "plays histories, and touches no world",
  "scripts/simulate/": "plays histories in processes of its own, and touches no world",
  "scripts/run.mjs": "prepares a clone and starts the other commands",
};
