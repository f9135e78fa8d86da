/**
 * The table, with a replica in every region. AWS makes and changes replicas through one of them, the one in the global region, so that
 * one is this stack's; the regions' stacks only look theirs up. A raw resource, because SST's component knows no replicas.
 */
import { TABLE } from "@tandem/functions/manifest";
import { tableName } from "../names.ts";
import type { GlobalScope } from "../scope.ts";

export function createTable({ environment, region }: GlobalScope): aws.dynamodb.Table {
  const { protects } = environment;
  return new aws.dynamodb.Table(
    "Table",
    {
      name: tableName(environment),
      attributes: [
        { name: TABLE.partitionKey, type: "S" },
        { name: TABLE.sortKey, type: "S" },
      ],
      hashKey: TABLE.partitionKey,
      rangeKey: TABLE.sortKey,
      // A region that takes over another's customers needs what nobody has planned. No maximum either: it would turn a peak into an outage.
      // Nothing is warmed: every replica takes every write all the time, and reads may double from the highest peak so far.
      billingMode: "PAY_PER_REQUEST",
      // Said although replicas bring a stream with them: the provider hands out the streams' names only if it is.
      streamEnabled: true,
      streamViewType: TABLE.streamViewType,
      ttl: { attributeName: TABLE.ttlAttribute, enabled: true },
      // The key that AWS owns. A key of ours would be one in every region, which each read and write needs: disabled, deleted or out
      // of reach, it takes the replica out, and after 20 hours the replica leaves the table. It would give a log of its uses.
      serverSideEncryption: { enabled: false },
      deletionProtectionEnabled: protects,
      ...(protects ? { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: RECOVERY_DAYS } } : {}),
      replicas: environment.regions
        .filter((each) => each !== region)
        .map((regionName) => ({
          regionName,
          // Each region writes at once and alone, and tells the others afterwards; what must be agreed on first is a claim.
          consistencyMode: "EVENTUAL",
          // AWS copies none of these three from one replica to another: what is not said here is off. The days cannot be said; they are 35.
          deletionProtectionEnabled: protects,
          pointInTimeRecovery: protects,
          propagateTags: true,
        })),
    },
    {
      protect: protects,
      retainOnDelete: protects,
      // The provider adds and removes replicas one after the other, and copying a large table into a new one takes hours. Of a table that is there
      // already it waits for a new replica half an hour, whatever is said here; `infra/global/table-protection.ts` says how to go on. A replica that
      // protects itself cannot be removed by a deployment: its protection is first taken off in its region, by a person.
      customTimeouts: { create: "2h", update: "6h" },
    },
  );
}

/** The most that DynamoDB keeps. */
const RECOVERY_DAYS = 35;
