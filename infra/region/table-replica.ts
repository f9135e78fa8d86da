/**
 * This region's replica of the environment's table, looked up in this region and by its name: a region's stack asks nothing of the
 * stack that made the table, nor of the region that one is in.
 */
import { tableName } from "../names.ts";
import type { RegionScope } from "../scope.ts";

export interface Replica {
  readonly name: string;
  readonly arn: string;
  readonly streamArn: string;
}

/** Throws an Error that says what to deploy first, when there is no replica here or it has no stream. */
export async function findReplica(scope: RegionScope): Promise<Replica> {
  const name = tableName(scope.environment);
  const table = await findTable(scope, name);
  if (!table.streamArn) throw new Error(`The replica of ${name} in ${scope.region} has no stream. ${first(scope)}`);
  return { name, arn: table.arn, streamArn: table.streamArn };
}

/** A table of this name in this region. Throws an Error that says what to deploy first, when there is none. */
export async function findTable(scope: RegionScope, name: string): Promise<aws.dynamodb.GetTableResult> {
  return await aws.dynamodb.getTable({ name }).catch((error: Error) => {
    if (!/ResourceNotFoundException|couldn't find resource|empty result/i.test(error.message)) throw error;
    throw new Error(`${scope.region} has no replica of the table ${name}. ${first(scope)}`);
  });
}

function first({ environment }: RegionScope): string {
  return `Deploy what the regions share first: sst deploy --stage ${environment.name}-global`;
}
