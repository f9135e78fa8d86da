/**
 * What an environment has once. It is deployed before its regions, which find it by name; and seldom, since everything here outlives
 * releases. Decisions of the whole world will have their tables here too.
 */
import { createDelivery } from "./delivery/delivery.ts";
import { createBackup } from "./global/backup.ts";
import { createSharedNameProof } from "./global/shared-name-proof.ts";
import { createTable } from "./global/table.ts";
import { nameOnceProtected } from "./global/table-protection.ts";
import type { GlobalScope } from "./scope.ts";

export function createGlobalStack(scope: GlobalScope) {
  const { environment, region } = scope;
  // A replica in every region.
  const table = createTable(scope);
  if (environment.protects) createBackup(scope, table);
  // Lets each region have a certificate for the name that all share.
  if (environment.domain !== undefined) createSharedNameProof(scope, environment.domain);
  const roles = createDelivery(scope);
  // Ends the deployment with a sentence if a replica is not protected as it should be.
  return { environment: environment.name, region, table: nameOnceProtected(scope, table), ...roles };
}
