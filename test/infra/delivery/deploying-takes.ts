/**
 * What deploying a resource of each kind asks of IAM: to make it, to look at it again, to remove it. From the AWS provider's sources; of the
 * many requests for each kind those that need a right of their own. A kind that is not here was never deployed by a workflow.
 */
import type { Takes } from "./asking.ts";
import { NAMES_TAKE } from "./takes-names.ts";
import { WATCHING_TAKES } from "./takes-watching.ts";
import { WORK_TAKES } from "./takes-work.ts";

export const DEPLOYING_TAKES: Takes = { ...NAMES_TAKE, ...WATCHING_TAKES, ...WORK_TAKES };
