/** This region's way to the table in which the whole world decides. */
import { createDynamoClient } from "@tandem/aws";
import type { Claims } from "@tandem/claims";
import { createDynamoClaims } from "@tandem/claims/dynamo";
import type { Region } from "@tandem/kernel";
import { createMachineRandom } from "./machine.ts";
import { CLAIMS_TABLE } from "./manifest.ts";

/** A write waits for another region, so it may take longer than one of the region's own; two tries still fit into a request. */
const PATIENCE = { requestTimeoutMs: 3_000, attempts: 2 } as const;

export interface ClaimsSettings {
  readonly AWS_REGION: Region;
  readonly TANDEM_CLAIMS_TABLE: string;
}

export function createRegionClaims({ AWS_REGION: region, TANDEM_CLAIMS_TABLE: tableName }: ClaimsSettings): Claims {
  const client = createDynamoClient({ region, ...PATIENCE });
  return createDynamoClaims({
    client,
    tableName,
    ownerIndex: CLAIMS_TABLE.ownerIndex,
    random: createMachineRandom(),
  });
}
