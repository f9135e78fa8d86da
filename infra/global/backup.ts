/**
 * Copies of the table that nobody can delete, not even its owner: what replication spreads to every region in a second, a mistake or a
 * thief among it, these undo. One vault beside the table, and one in another region for when that region is gone. Restoring makes a
 * new table, hence the generation in its name. An account from before November 2021 must first switch on AWS Backup's advanced
 * features for DynamoDB, without which there are no copies across regions.
 */
import { accountId } from "../account.ts";
import { policyDocument } from "../delivery/statement.ts";
import type { Environment } from "../environment.ts";
import { globalName } from "../names.ts";
import type { GlobalScope } from "../scope.ts";

/** Beyond the 35 days of point-in-time recovery, and beyond the quarter's end at which damage to books is found. */
const KEPT_DAYS = 100;
/** What the lock holds every plan to, also one that was changed in error or malice. */
const LOCK = { minRetentionDays: 35, maxRetentionDays: 400 };
/** Until then the lock may be taken off, and after that by nobody, AWS included: time to find that a number above is wrong. */
const LOCK_GRACE_DAYS = 14;
/** Every day before anybody in America is at work. */
const DAILY = "cron(0 9 * * ? *)";
/** A job that could not start within an hour, or end within a day, failed. */
const START_WINDOW_MINUTES = 60;
const COMPLETION_WINDOW_MINUTES = 24 * 60;

export function createBackup({ environment, region }: GlobalScope, table: aws.dynamodb.Table) {
  const vault = createVault("BackupVault", environment, region);
  // With one region there is nowhere to copy to, and losing it loses the copies too; `infra/stage.ts` can name another.
  const elsewhere = environment.regions.find((each) => each !== region);
  const copies = elsewhere === undefined ? undefined : createVault("BackupCopies", environment, elsewhere);
  const plan = new aws.backup.Plan("BackupPlan", {
    name: globalName(environment, "backup"),
    rules: [
      {
        ruleName: "daily",
        targetVaultName: vault.name,
        schedule: DAILY,
        startWindow: START_WINDOW_MINUTES,
        completionWindow: COMPLETION_WINDOW_MINUTES,
        lifecycle: { deleteAfter: KEPT_DAYS },
        ...(copies && { copyActions: [{ destinationVaultArn: copies.arn, lifecycle: { deleteAfter: KEPT_DAYS } }] }),
      },
    ],
  });
  new aws.backup.Selection("BackupSelection", {
    name: globalName(environment, "table"),
    planId: plan.id,
    iamRoleArn: createRole(environment, region, { table, vault, copies }).arn,
    // By name and not by tag: a tag is soon lost.
    resources: [table.arn],
  });
}

/** Encrypted with the key that AWS keeps for backups in each region, which needs no policy that one could get wrong. */
function createVault(component: string, environment: Environment, region: string): aws.backup.Vault {
  const options = { protect: environment.protects, retainOnDelete: environment.protects };
  const vault = new aws.backup.Vault(component, { name: globalName(environment, "backup"), region }, options);
  new aws.backup.VaultLockConfiguration(
    `${component}Lock`,
    { backupVaultName: vault.name, region, changeableForDays: LOCK_GRACE_DAYS, ...LOCK },
    options,
  );
  return vault;
}

/** What AWS Backup does here in our name. Its own policy for this would let it read every disk and database of the account. */
function createRole(
  environment: Environment,
  region: string,
  { table, vault, copies }: { table: aws.dynamodb.Table; vault: aws.backup.Vault; copies?: aws.backup.Vault },
): aws.iam.Role {
  const vaults = [vault, ...(copies ? [copies] : [])].map(({ arn }) => arn);
  const policy = $util.all([accountId(), table.arn, $util.all(vaults)]).apply(([account, tableArn, vaultArns]) =>
    policyDocument([
      {
        sid: "BackUpTheTable",
        actions: ["dynamodb:DescribeTable", "dynamodb:ListTagsOfResource", "dynamodb:StartAwsBackupJob"],
        resources: [tableArn],
      },
      {
        sid: "FillTheVaults",
        actions: ["backup:CopyIntoBackupVault", "backup:DescribeBackupVault"],
        resources: vaultArns,
      },
      // Recovery points have names of their own and are not known before. What may be done with them is to copy them into those vaults.
      {
        sid: "TagAndCopyWhatIsInThem",
        actions: ["backup:CopyFromBackupVault", "backup:TagResource"],
        resources: environment.regions.map((each) => `arn:aws:backup:${each}:${account}:recovery-point:*`),
      },
    ]),
  );
  return new aws.iam.Role("BackupRole", {
    name: globalName(environment, "backup"),
    description: `Backs up the table of ${environment.name} in ${region}.`,
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "backup.amazonaws.com" }),
    inlinePolicies: [{ name: "backup", policy }],
  });
}
