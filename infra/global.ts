/**
 * What an environment has once. It is deployed before its regions, which find it by name; and seldom, since everything here outlives
 * releases.
 */
import { createDelivery } from "./delivery/delivery.ts";
import { createBackup } from "./global/backup.ts";
import { createClaims } from "./global/claims.ts";
import { createSharedNameProof } from "./global/shared-name-proof.ts";
import { createTable } from "./global/table.ts";
import { nameOnceProtected } from "./global/table-protection.ts";
import type { GlobalScope } from "./scope.ts";

export function createGlobalStack(scope: GlobalScope) {
  const { environment, region } = scope;
  // A replica in every region.
  const table = createTable(scope);
  if (environment.protects) createBackup(scope, table);
  // And one that all replicas agree on, for what only the whole world can decide.
  const claims = createClaims(scope);
  // Lets each region have a certificate for the name that all share.
  if (environment.domain !== undefined) createSharedNameProof(scope, environment.domain);
  const roles = createDelivery(scope);
  // Ends the deployment with a sentence if a replica is not protected as it should be.
  const tables = {
    table: nameOnceProtected(scope, table),
    claims: nameOnceProtected(scope, claims),
  };
  return { environment: environment.name, region, ...tables, ...roles };
}
