/** Which of some health checks exist in Route 53, by their tag `Name`, and how many checkers have told what they saw. */
import {
  GetHealthCheckStatusCommand,
  ListHealthChecksCommand,
  ListTagsForResourcesCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { done, type Outcome, refused } from "@tandem/kernel";
import type { Observations } from "./attached-checks.ts";
import { awsConfig, reasonOf } from "./aws-client.ts";

/** Route 53 is one for the world, and its control plane is here. */
const ROUTE53_REGION = "us-east-1";
/** A hundred a page: far more checks than an account may have unless it asks for more. */
const PAGES_MAX = 10;
/** As many as Route 53 tells the tags of at once. */
const TAGGED_AT_ONCE = 10;

export async function readObservations(
  names: readonly string[],
): Promise<Outcome<Observations, { readonly reason: string }>> {
  const client = new Route53Client(awsConfig(ROUTE53_REGION));
  try {
    const ids = await listIds(client);
    const observations = new Map<string, number>();
    for (const [id, name] of await readNames(client, ids))
      if (names.includes(name)) observations.set(name, await countObservations(client, id));
    return done(observations);
  } catch (error) {
    return refused({ reason: `Route 53 does not answer (${reasonOf(error)})` });
  } finally {
    client.destroy();
  }
}

async function listIds(client: Route53Client): Promise<readonly string[]> {
  const ids: string[] = [];
  let marker: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await client.send(new ListHealthChecksCommand(marker === undefined ? {} : { Marker: marker }));
    ids.push(...(answer.HealthChecks ?? []).flatMap(({ Id }) => (Id === undefined ? [] : [Id])));
    if (answer.IsTruncated !== true) return ids;
    marker = answer.NextMarker;
  }
  throw new Error(`more than ${PAGES_MAX} pages of health checks`);
}

async function readNames(client: Route53Client, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (let start = 0; start < ids.length; start += TAGGED_AT_ONCE) {
    const ResourceIds = ids.slice(start, start + TAGGED_AT_ONCE);
    const answer = await client.send(new ListTagsForResourcesCommand({ ResourceType: "healthcheck", ResourceIds }));
    for (const { ResourceId, Tags } of answer.ResourceTagSets ?? []) {
      const name = Tags?.find(({ Key }) => Key === "Name")?.Value;
      if (ResourceId !== undefined && name !== undefined) names.set(ResourceId, name);
    }
  }
  return names;
}

async function countObservations(client: Route53Client, id: string): Promise<number> {
  const answer = await client.send(new GetHealthCheckStatusCommand({ HealthCheckId: id }));
  const seen = (answer.HealthCheckObservations ?? []).filter(({ StatusReport }) => {
    return StatusReport?.Status !== undefined && StatusReport.CheckedTime !== undefined;
  });
  return seen.length;
}
