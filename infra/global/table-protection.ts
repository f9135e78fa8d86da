/**
 * Asks each region whether the table is protected there, once everything is made. The provider sets a replica's recovery and its protection one
 * after the other: of the two it forgets the second when both change at once, and what a time-out kept it from is written down as done. To it
 * neither is an error, and nobody else would look until the day on which the replica has to be restored.
 */
import type { GlobalScope } from "../scope.ts";

/** The table's name, when every region has answered. Throws an Error that says what is not protected, and what to do. */
export function nameOnceProtected({ environment }: GlobalScope, table: aws.dynamodb.Table): $util.Output<string> {
  // A preview of changes would find what they are about to mend.
  if (!environment.protects || $util.runtime.isDryRun()) return table.name;
  // The ARN is known when the table is, its replicas included.
  return $util.all([table.name, table.arn]).apply(async ([name]) => {
    const problems = await Promise.all(environment.regions.map((region) => problemsIn(name, region)));
    if (problems.flat().length === 0) return name;
    const stage = `${environment.name}-global`;
    throw new Error(
      `${problems.flat().join("; ")}. Have the state tell what is there, with npx sst refresh --stage ${stage}, ` +
        "and deploy it again: twice if both are off, as the provider sets one at a time.",
    );
  });
}

async function problemsIn(name: string, region: string): Promise<readonly string[]> {
  const { deletionProtectionEnabled, pointInTimeRecovery } = await aws.dynamodb.getTable({ name, region });
  return [
    ...(deletionProtectionEnabled ? [] : [`${name} may be deleted in ${region}`]),
    ...(pointInTimeRecovery.enabled ? [] : [`${name} keeps no changes in ${region}, to be restored from`]),
  ];
}
