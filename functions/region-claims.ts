/** This region's way to the table in which the whole world decides. */
import { createDynamoClient } from "@tandem/aws";
import type { Claims } from "@tandem/claims";
import { createDynamoClaims } from "@tandem/claims/dynamo";
import type { Region } from "@tandem/kernel";
import { createMachineRandom } from "./machine.ts";
import { CLAIMS_TABLE } from "./manifest.ts";

/** A request asks twice, to look and to claim: two tries each, with the usual time-outs, still fit into the time a function has. */
const PATIENCE = { attempts: 2 } as const;

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
