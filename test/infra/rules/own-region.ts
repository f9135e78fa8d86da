/**
 * A region's stack is that region's alone: everything is made there, and what names another region is on a short list, each with its reason.
 * Whatever is not on it would make one region's deployment, or its working, depend on another.
 */
import type { Stack } from "../deployment.ts";
import type { GraphResource, Plain } from "../graph/graph.ts";
import { at, eachStack, leavesOf, nameOf, type Rule } from "./rule.ts";

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
  { type: "aws:iam/role:Role", path: /^inlinePolicies\.\d+\.policy$/, why: "the peers' replicas, which it may read" },
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
  { type: "aws:dynamodb/table:Table", path: /^globalTableWitness\.regionName$/, why: "who votes on claims" },
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
  (stack, { environment }) => [
    ...stack.graph.resources.flatMap((resource) => mentions(resource, stack)),
    ...questions(stack, environment.settings.regions),
  ],
);

/** What is asked elsewhere is not answered while that place is down, and then nothing is deployed here. */
function questions({ kind, region, graph }: Stack, regions: readonly string[]): readonly string[] {
  // The global stack asks every region whether the table is protected there.
  const ofReplicas = (token: string) => kind === "global" && token.endsWith(":getTable");
  // A provider writes a policy by itself: who may read a peer's replica is no question to that peer.
  const asksNobody = (token: string) => token.endsWith(":getPolicyDocument");
  return graph.invokes
    .filter((asked) => !(ofReplicas(asked.token) && regions.includes(asked.region)))
    .filter(
      ({ token, region: asked, args }) =>
        asked !== region || (!asksNobody(token) && namedIn(JSON.stringify(args)).some((each) => each !== region)),
    )
    .map(({ token, region: asked, args }) => `it asks ${token} of ${asked}: ${JSON.stringify(args).slice(0, 120)}`);
}

/** A stack has one provider, its region's, which is told nothing else: no keys, no endpoints, no other account. */
export const oneProvider: Rule = eachStack("a stack has one provider, of its own region", ({ region, graph }) => {
  const { aws, ...others } = graph.app.providers;
  const settings = Object.keys(aws ?? {}).filter((key) => !["version", "region", "defaultTags"].includes(key));
  return [
    ...Object.keys(others).map((name) => `it has the provider ${name}`),
    ...settings.map((key) => `its provider is told ${key}`),
    ...(at(aws as Plain | undefined, "region") === region
      ? []
      : [`its provider is of ${at(aws as Plain | undefined, "region")}`]),
  ];
});

function mentions(resource: GraphResource, stack: Stack): readonly string[] {
  const allowed = [...ANYWHERE, ...(stack.kind === "global" ? OF_GLOBAL : [])].filter(
    ({ type }) => type === resource.type,
  );
  return leavesOf(resource.inputs)
    .filter(({ path }) => !allowed.some((mention) => mention.path.test(path)))
    .flatMap(({ path, value }) => {
      const other = namedIn(value).find((region) => region !== stack.region);
      // A check of this region by its peer's word is named after both.
      if (other === undefined) return [];
      return [`${nameOf(resource)} names ${other} at ${path}: ${value.slice(0, 120)}`];
    });
}

/** Any of AWS's, whether the environment is there or not. */
const REGION =
  /(?<![a-z])(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:gov-)?(?:central|(?:north|south)?(?:east|west)|north|south)-\d/g;

function namedIn(text: string): readonly string[] {
  return text.match(REGION) ?? [];
}
