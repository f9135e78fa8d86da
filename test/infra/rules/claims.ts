/**
 * What the whole world decides is decided: the table of claims is one that all regions agree on, with as many voters as AWS asks for. With any
 * other consistency two customers would be given one name, and nobody would be told.
 */
import { CLAIMS_TABLE } from "@tandem/functions/manifest";
import { PRODUCT } from "@tandem/infra/stage";
import { type Deployment, type EnvironmentUnderTest, resourcesOf } from "../deployment.ts";
import type { GraphResource } from "../graph/graph.ts";
import { at, listAt, type Rule } from "./rule.ts";

const TABLE_TYPE = "aws:dynamodb/table:Table";

export const decided: Rule = {
  name: "one table decides for the whole world, agreed on in every region",
  check(deployment) {
    const { environment } = deployment;
    const [claims, ...others] = tablesOf(deployment).filter((table) => isClaims(table, environment));
    if (claims === undefined || others.length > 0) return [`there are ${claims ? "several" : "no"} tables of claims`];
    return [...ofShape(claims), ...ofVoters(claims, environment)];
  },
};

export function isClaims({ inputs }: GraphResource, { name }: EnvironmentUnderTest): boolean {
  return at(inputs, "name") === `${PRODUCT}-${name}-claims`;
}

/** Every table of an environment, whichever stack makes it. */
export function tablesOf({ stacks }: Deployment): readonly GraphResource[] {
  return stacks.flatMap((stack) => resourcesOf(stack, TABLE_TYPE));
}

/** What AWS refuses such a table, and what the claims would not find their items without. */
function ofShape({ inputs }: GraphResource): readonly string[] {
  const wanted = { billingMode: "PAY_PER_REQUEST", hashKey: CLAIMS_TABLE.nameKey, rangeKey: undefined };
  const index = {
    name: CLAIMS_TABLE.ownerIndex,
    hashKey: CLAIMS_TABLE.ownerKey,
    rangeKey: CLAIMS_TABLE.nameKey,
    projectionType: "KEYS_ONLY",
  };
  const [has, ...more] = listAt(inputs, "globalSecondaryIndexes");
  return [
    ...differences("the table of claims", wanted, (key) => at(inputs, key)),
    ...differences("its index", index, (key) => at(has, key)),
    ...more.map((each) => `there is an index ${at(each, "name")} that nobody asks`),
    ...listAt(inputs, "attributes")
      .filter((attribute) => at(attribute, "type") !== "S")
      .map((attribute) => `the key ${at(attribute, "name")} is no text`),
    ...["ttl", "streamEnabled", "streamViewType"]
      .filter((key) => at(inputs, key) !== undefined)
      .map((key) => `the table of claims has ${key}`),
  ];
}

/** Two regions and a witness, three regions, or one that asks nobody. */
function ofVoters({ inputs, region }: GraphResource, { settings }: EnvironmentUnderTest): readonly string[] {
  const replicas = listAt(inputs, "replicas");
  const places = replicas.map((replica) => String(at(replica, "regionName")));
  const witness = at(inputs, "globalTableWitness", "regionName");
  const wanted = settings.regions.length === 2 ? settings.witness : undefined;
  return [
    ...([region, ...places].sort().join() === settings.regions.toSorted().join()
      ? []
      : [`claims are in ${[region, ...places].join(", ")}`]),
    ...replicas
      .filter((replica) => at(replica, "consistencyMode") !== "STRONG")
      .map((replica) => `${at(replica, "regionName")} is told of claims, and does not agree to them`),
    ...(witness === wanted ? [] : [`the witness of claims is ${witness}, not ${wanted}`]),
    ...([1, 3].includes(1 + replicas.length + (witness === undefined ? 0 : 1)) ? [] : ["claims have not three voters"]),
  ];
}

function differences<Value>(
  what: string,
  wanted: Readonly<Record<string, Value>>,
  has: (key: string) => unknown,
): readonly string[] {
  return Object.entries(wanted)
    .filter(([key, value]) => has(key) !== value)
    .map(([key, value]) => `${what} has ${key} ${has(key)}, not ${value}`);
}
