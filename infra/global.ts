/**
 * What an environment has once. It is deployed before its regions, which find it by name; and seldom, since everything here outlives
 * releases. Decisions of the whole world will have their tables here too.
 */

import { createDelivery } from "./delivery/delivery.ts";
import { createBackup } from "./global/backup.ts";
import { createSharedCertificate } from "./global/shared-certificate.ts";
import { createTable } from "./global/table.ts";
import { protectedName } from "./global/table-protection.ts";
import type { GlobalScope } from "./scope.ts";

export function createGlobalStack(scope: GlobalScope) {
  const { environment, region } = scope;
  const table = createTable(scope);
  if (environment.protects) createBackup(scope, table);
  if (environment.domain !== undefined) createSharedCertificate(scope, environment.domain);
  const roles = createDelivery(scope);
  return { environment: environment.name, region, table: protectedName(scope, table), ...roles };
}
