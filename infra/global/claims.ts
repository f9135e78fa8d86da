/**
 * The table in which the whole world decides who has a name. It acknowledges a write when a second region has it too, so a region may be lost
 * and nothing that was granted with it; AWS asks for exactly three voters, two regions and a witness or three regions, and takes no
 * other number later. No transactions, no TTL, and no stream: nobody waits for what happens here. A preview has an ordinary table.
 */
import { CLAIMS_TABLE } from "@tandem/functions/manifest";
import { claimsTableName } from "../names.ts";
import type { GlobalScope } from "../scope.ts";

export function createClaims({ environment, region }: GlobalScope): aws.dynamodb.Table {
  const { protects, regions, witness } = environment;
  const peers = regions.filter((each) => each !== region);
  return new aws.dynamodb.Table(
    "Claims",
    {
      name: claimsTableName(environment),
      attributes: [
        { name: CLAIMS_TABLE.nameKey, type: "S" },
        { name: CLAIMS_TABLE.ownerKey, type: "S" },
      ],
      hashKey: CLAIMS_TABLE.nameKey,
      // Who asks to be forgotten is found by it, and who hoards.
      globalSecondaryIndexes: [
        {
          name: CLAIMS_TABLE.ownerIndex,
          hashKey: CLAIMS_TABLE.ownerKey,
          rangeKey: CLAIMS_TABLE.nameKey,
          projectionType: "KEYS_ONLY",
        },
      ],
      billingMode: "PAY_PER_REQUEST",
      serverSideEncryption: { enabled: false },
      deletionProtectionEnabled: protects,
      ...(protects ? { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: RECOVERY_DAYS } } : {}),
      replicas: peers.map((regionName) => ({
        regionName,
        consistencyMode: "STRONG",
        deletionProtectionEnabled: protects,
        pointInTimeRecovery: protects,
        propagateTags: true,
      })),
      // Without a peer there is nobody to agree with, and with two of them nobody is missing.
      ...(peers.length === 1 && witness !== undefined ? { globalTableWitness: { regionName: witness } } : {}),
    },
    { protect: protects, retainOnDelete: protects, customTimeouts: { create: "2h", update: "6h" } },
  );
}

/** The most that DynamoDB keeps. */
const RECOVERY_DAYS = 35;
