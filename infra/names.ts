/**
 * The names of what is deployed, made from the environment and never passed between stacks: a region finds the table, and an
 * operator a queue, without asking another region for it. A name is state: changing one here makes a new thing beside the old.
 */
import type { Environment } from "./environment.ts";
import { PRODUCT } from "./stage.ts";

/** The same in every region. Ends in a generation, since a restored backup is a new table. */
export function tableName({ name, generation }: Environment): string {
  return `${PRODUCT}-${name}-${generation}`;
}

/** The same in every region. Has no generation: what was granted holds whatever becomes of the other table. */
export function claimsTableName(environment: Environment): string {
  return globalName(environment, "claims");
}

/** A thing of one region, such as the function `api` or the queue `work`. Unique in the account, since IAM and dashboards are global. */
export function regionalName(environment: Environment, region: string, thing: string): string {
  return `${PRODUCT}-${environment.name}-${region}-${thing}`;
}

/** A thing that the environment has once. */
export function globalName(environment: Environment, thing: string): string {
  return `${PRODUCT}-${environment.name}-${thing}`;
}

/** Where a function's log goes. */
export function logGroupName(environment: Environment, region: string, thing: string): string {
  return `/${PRODUCT}/${environment.name}/${region}/${thing}`;
}

/**
 * Where the requests of an API are written down. API Gateway is let in by one policy, which all logs of the account and region share and which
 * holds 5,120 characters: it has each such log by name, for ever, and one entry for all that begin like this. Any other name would refuse
 * the twenty-fifth preview.
 */
export function accessLogName(environment: Environment, region: string, api: string): string {
  return `${DELIVERED_LOGS}${logGroupName(environment, region, `${api}-access`)}`;
}

/** How names of logs begin that AWS itself delivers to. */
export const DELIVERED_LOGS = "/aws/vendedlogs";

/** Begins the names of previews that workflows make, which one delivery role and one boundary serve. */
export const PREVIEWS = "pr";

/** What previews share. No preview's own names begin like this, so that a preview cannot change it. */
export function previewsName(thing: string): string {
  return `${PRODUCT}-previews-${thing}`;
}

/** The most that any role of this environment may ever do; made by the global stack, worn by every role. */
export function boundaryName(environment: Environment): string {
  return sharesBoundary(environment) ? previewsName("boundary") : globalName(environment, "boundary");
}

/** A workflow that could make a boundary could make one that bounds nothing: a preview finds its boundary there. */
export function sharesBoundary({ name, isPreview }: Environment): boolean {
  return isPreview && name.startsWith(`${PREVIEWS}-`);
}
