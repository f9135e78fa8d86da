/**
 * A region's stack is that region's alone: everything is made there, and what names another region is on a short list, each with its reason.
 * Whatever is not on it would make one region's deployment, or its working, depend on another.
 */
import type { Deployment, Stack } from "../deployment.ts";
import type { GraphResource } from "../graph/graph.ts";
import { eachStack, leavesOf, nameOf, type Rule } from "./rule.ts";

/** Resources of the global stack that stand in another region than the stack. */
const ELSEWHERE: readonly { readonly type: string; readonly why: string }[] = [
  { type: "aws:backup/vault:Vault", why: "a copy of the backups is worth something if it is in another region" },
  { type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration", why: "the copy is as locked as the first" },
];

export const ownRegion: Rule = eachStack("everything is in its stack's region", ({ region, kind, graph }) => {
  const regional = graph.resources.filter(({ type }) => type.startsWith("aws:") || type.startsWith("sst:aws:"));
  const strangers = regional.filter((resource) => resource.region !== region);
  return strangers
    .filter(({ type }) => kind === "region" || !ELSEWHERE.some((allowed) => allowed.type === type))
    .map((resource) => `${nameOf(resource)} is in ${resource.region}, the stack in ${region}`);
});

interface Mention {
  readonly type: string;
  /** Of the leaf that may name another region. */
  readonly path: RegExp;
  readonly why: string;
}

const ANYWHERE: readonly Mention[] = [
  {
    type: "aws:lambda/function:Function",
    path: /^environment\.variables\.TANDEM_REGIONS$/,
    why: "the environment's regions",
  },
  {
    type: "aws:lambda/function:Function",
    path: /^environment\.variables\.TANDEM_PEERS$/,
    why: "where its peers answer",
  },
  { type: "aws:route53/healthCheck:HealthCheck", path: /^regions\.\d+$/, why: "where health checkers stand" },
  { type: "aws:route53/healthCheck:HealthCheck", path: /^(?:fqdn|tags\.Name)$/, why: "whose word is asked for" },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    path: /^(?:name|alarmDescription|dimensions\.(?:Peer|ReceivingRegion)|metricQueries\.\d+\.(?:label|metric\.dimensions\.(?:Peer|ReceivingRegion)))$/,
    why: "the region it watches its peer for",
  },
  { type: "aws:cloudwatch/dashboard:Dashboard", path: /^dashboardBody$/, why: "what it sees of its peers" },
];

const OF_GLOBAL: readonly Mention[] = [
  { type: "aws:dynamodb/table:Table", path: /^replicas\.\d+\.regionName$/, why: "where the table's replicas are" },
  { type: "pulumi:providers:aws", path: /^region$/, why: "for the copy of the backups" },
  {
    type: "aws:backup/plan:Plan",
    path: /^rules\.\d+\.copyActions\.\d+\.destinationVaultArn$/,
    why: "where the copies go",
  },
  { type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration", path: /./, why: "the lock of the copy" },
  { type: "aws:backup/vault:Vault", path: /./, why: "the vault of the copy" },
  { type: "aws:iam/policy:Policy", path: /^policy/, why: "who deploys deploys every region" },
  { type: "aws:iam/role:Role", path: /^inlinePolicies/, why: "who copies a backup writes to the other vault" },
];

export const noOtherRegion: Rule = eachStack(
  "nothing names another region but what is listed with a reason",
  (stack, deployment) => stack.graph.resources.flatMap((resource) => mentions(resource, stack, deployment)),
);

function mentions(resource: GraphResource, stack: Stack, { environment }: Deployment): readonly string[] {
  const allowed = [...ANYWHERE, ...(stack.kind === "global" ? OF_GLOBAL : [])].filter(
    ({ type }) => type === resource.type,
  );
  const others = environment.settings.regions.filter((region) => region !== stack.region);
  return leavesOf(resource.inputs)
    .filter(({ path }) => !allowed.some((mention) => mention.path.test(path)))
    .flatMap(({ path, value }) => {
      const other = others.find((region) => value.includes(region));
      // A check of this region by its peer's word is named after both.
      if (other === undefined) return [];
      return [`${nameOf(resource)} names ${other} at ${path}: ${value.slice(0, 120)}`];
    });
}
