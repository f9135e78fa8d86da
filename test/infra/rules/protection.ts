/** What production keeps cannot be deleted by a mistake, in any region; what a preview makes costs nothing while it sleeps and leaves nothing. */
import { TABLE } from "@tandem/functions/manifest";
import { PRODUCT } from "@tandem/infra/stage";
import { type Deployment, resourcesOf, type Stack } from "../deployment.ts";
import type { GraphResource } from "../graph/graph.ts";
import { isClaims, tablesOf } from "./claims.ts";
import { at, eachStack, listAt, type Rule } from "./rule.ts";

const TABLE_TYPE = "aws:dynamodb/table:Table";

export const oneTable: Rule = {
  name: "there is one table beside that of claims, with a replica in every region, and its stream everywhere",
  check(deployment) {
    const tables = tablesOf(deployment).filter((table) => !isClaims(table, deployment.environment));
    const [table] = tables;
    if (table === undefined || tables.length > 1) return [`there are ${tables.length} tables`];
    const { settings, name } = deployment.environment;
    const replicas = listAt(table.inputs, "replicas").map((replica) => String(at(replica, "regionName")));
    const wanted = {
      name: `${PRODUCT}-${name}-${settings.generation}`,
      billingMode: "PAY_PER_REQUEST",
      hashKey: TABLE.partitionKey,
      rangeKey: TABLE.sortKey,
      streamEnabled: true,
      streamViewType: TABLE.streamViewType,
    };
    return [
      ...Object.entries(wanted)
        .filter(([key, value]) => at(table.inputs, key) !== value)
        .map(([key, value]) => `the table has ${key} ${at(table.inputs, key)}, not ${value}`),
      ...listAt(table.inputs, "attributes")
        .filter((attribute) => at(attribute, "type") !== "S")
        .map((attribute) => `the key ${at(attribute, "name")} is no text`),
      ...(at(table.inputs, "ttl", "attributeName") === TABLE.ttlAttribute && at(table.inputs, "ttl", "enabled") === true
        ? []
        : ["the table's TTL is not on"]),
      ...([...replicas, table.region].sort().join() === [...settings.regions].sort().join()
        ? []
        : [`the table is in ${[table.region, ...replicas].join(", ")}`]),
      ...listAt(table.inputs, "replicas")
        .filter((replica) => at(replica, "consistencyMode") !== "EVENTUAL")
        .map((replica) => `the replica in ${at(replica, "regionName")} does not state its consistency`),
    ];
  },
};

export const kept: Rule = {
  name: "what an environment protects is protected in every region, and a preview protects nothing",
  check(deployment) {
    const { protects } = deployment.environment.settings;
    return deployment.stacks.flatMap((stack) => [
      ...(stack.graph.app.protect === protects
        ? []
        : [`${stack.stage}: \`sst remove\` is ${protects ? "not " : ""}refused`]),
      ...(stack.graph.app.removal === (protects ? "retain" : "remove")
        ? []
        : [`${stack.stage}: what is removed is ${stack.graph.app.removal}`]),
      ...resourcesOf(stack, TABLE_TYPE).flatMap((table) => ofTable(table, protects)),
      ...ofVaults(stack, deployment),
    ]);
  },
};

function ofTable(table: GraphResource, protects: boolean): readonly string[] {
  const problems = [
    ...(table.protect === protects && table.retainOnDelete === protects
      ? []
      : [`the table is ${protects ? "not " : ""}kept when its resource goes`]),
    ...(Boolean(at(table.inputs, "deletionProtectionEnabled")) === protects
      ? []
      : ["the table's deletion protection is wrong"]),
    ...(Boolean(at(table.inputs, "pointInTimeRecovery", "enabled")) === protects
      ? []
      : ["the table's point-in-time recovery is wrong"]),
  ];
  for (const replica of listAt(table.inputs, "replicas")) {
    const region = String(at(replica, "regionName"));
    if (at(replica, "deletionProtectionEnabled") !== protects)
      problems.push(`deletion protection is wrong in ${region}`);
    if (at(replica, "pointInTimeRecovery") !== protects) problems.push(`point-in-time recovery is wrong in ${region}`);
    if (at(replica, "propagateTags") !== true) problems.push(`the replica in ${region} has no tags`);
  }
  return problems;
}

/** Copies that can be deleted are not what a thief leaves behind. */
function ofVaults(stack: Stack, { environment: { settings } }: Deployment): readonly string[] {
  const vaults = resourcesOf(stack, "aws:backup/vault:Vault");
  const locks = resourcesOf(stack, "aws:backup/vaultLockConfiguration:VaultLockConfiguration");
  const places = new Set(vaults.map(({ region }) => region));
  const wanted = stack.kind === "global" && settings.protects ? Math.min(2, settings.regions.length) : 0;
  const copies = resourcesOf(stack, "aws:backup/plan:Plan").flatMap(({ inputs }) =>
    listAt(inputs, "rules").flatMap((rule) =>
      listAt(rule, "copyActions").map((copy) => String(at(copy, "destinationVaultArn"))),
    ),
  );
  return [
    ...(places.size === wanted ? [] : [`${stack.stage}: backups are in ${places.size} regions, not in ${wanted}`]),
    ...(wanted < 2 ||
    copies.some((arn) => vaults.some(({ region, state }) => region !== stack.region && at(state, "arn") === arn))
      ? []
      : [`${stack.stage}: backups are not copied to another region`]),
    ...vaults
      .filter(
        (vault) =>
          !locks.some((lock) => lock.region === vault.region && at(lock.inputs, "changeableForDays") !== undefined),
      )
      .map((vault) => `${stack.stage}: the vault in ${vault.region} is not locked for good`),
    ...vaults
      .filter(({ protect, retainOnDelete }) => !(protect && retainOnDelete))
      .map(({ name }) => `${stack.stage}: ${name} goes with its resource`),
  ];
}

/** What a preview leaves out: it is made for an hour, and by the dozen. */
const WATCHING = /^aws:(?:cloudwatch\/(?:metricAlarm|compositeAlarm|dashboard)|sns\/|backup\/|route53\/|acm\/)/;

export const cheap: Rule = eachStack(
  "alarms and dashboards are where somebody watches, and nothing that costs at rest elsewhere",
  (stack, { environment }) => {
    const { watches, domain } = environment.settings;
    const watching = stack.graph.resources.filter(({ type }) => WATCHING.test(type));
    if (!watches && domain === undefined) return watching.map(({ type, name }) => `it has ${type} ${name}`);
    const has = (type: string) => watching.some((resource) => resource.type.startsWith(type));
    if (stack.kind === "global") return [];
    return ["aws:cloudwatch/metricAlarm", "aws:cloudwatch/dashboard", "aws:sns/topic:"]
      .filter((type) => !has(type))
      .map((type) => `it has no ${type}`);
  },
);

export const tagged: Rule = eachStack("everything says whose it is", ({ graph }, { environment }) => {
  const tags = at(graph.app.providers["aws"], "defaultTags", "tags");
  return at(tags, "product") === PRODUCT && at(tags, "environment") === environment.name
    ? []
    : [`the tags are ${JSON.stringify(tags)}`];
});

export const PROTECTION_RULES: readonly Rule[] = [oneTable, kept, cheap, tagged];
