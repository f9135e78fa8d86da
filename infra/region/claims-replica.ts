/** This region's replica of the table in which the world decides, looked up in this region and by its name, as the other table is. */
import { CLAIMS_TABLE } from "@tandem/functions/manifest";
import { claimsTableName } from "../names.ts";
import type { RegionScope } from "../scope.ts";
import type { Permission } from "./permissions.ts";
import { findTable } from "./table-replica.ts";

export interface ClaimsReplica {
  readonly name: string;
  readonly arn: string;
}

/** Throws an Error that says what to deploy first, when there is no replica here. */
export async function findClaims(scope: RegionScope): Promise<ClaimsReplica> {
  const name = claimsTableName(scope.environment);
  const { arn } = await findTable(scope, name);
  return { name, arn };
}

/** What a claim takes: one item at a time, and the list of whose names are whose. */
export function claimNames({ arn }: ClaimsReplica): readonly Permission[] {
  return [
    { actions: ["DeleteItem", "GetItem", "PutItem"].map((action) => `dynamodb:${action}`), resources: [arn] },
    { actions: ["dynamodb:Query"], resources: [`${arn}/index/${CLAIMS_TABLE.ownerIndex}`] },
  ];
}
