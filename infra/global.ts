/**
 * What an environment has once. It is deployed before its regions, which find it by name; and seldom, since everything here outlives
 * releases. Decisions of the whole world will have their tables here too.
 */
import { createBackup } from "./backup.ts";
import { createDelivery } from "./delivery.ts";
import type { GlobalScope } from "./scope.ts";
import { createSharedCertificate } from "./shared-certificate.ts";
import { createTable } from "./table.ts";
import { protectedName } from "./table-protection.ts";

export function createGlobalStack(scope: GlobalScope) {
  const { environment, region } = scope;
  const table = createTable(scope);
  if (environment.protects) createBackup(scope, table);
  if (environment.domain !== undefined) createSharedCertificate(scope, environment.domain);
  const roles = createDelivery(scope);
  return { environment: environment.name, region, table: protectedName(scope, table), ...roles };
}
