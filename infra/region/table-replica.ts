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
export async function findReplica({ environment, region }: RegionScope): Promise<Replica> {
  const name = tableName(environment);
  const first = `Deploy what the regions share first: sst deploy --stage ${environment.name}-global`;
  const table = await aws.dynamodb.getTable({ name }).catch((error: Error) => {
    if (!/ResourceNotFoundException|couldn't find resource|empty result/i.test(error.message)) throw error;
    throw new Error(`${region} has no replica of the table ${name}. ${first}`);
  });
  if (!table.streamArn) throw new Error(`The replica of ${name} in ${region} has no stream. ${first}`);
  return { name, arn: table.arn, streamArn: table.streamArn };
}
