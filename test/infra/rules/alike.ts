/**
 * The region stacks of one environment are the same but for the names of regions. What is in one and not in the other is found on the day
 * that the one is lost.
 */
import { type Deployment, regionStacks, type Stack } from "../deployment.ts";
import type { Plain, PlainObject } from "../graph/graph.ts";
import { leavesOf, type Rule } from "./rule.ts";

export const alike: Rule = {
  name: "the region stacks of one environment are the same but for names",
  check(deployment) {
    const [first, ...others] = regionStacks(deployment);
    if (first === undefined) return [];
    const shape = shapeOf(first, deployment);
    return others.flatMap((other) => {
      const there = shapeOf(other, deployment);
      return [
        ...lacking({ has: first, lines: shape }, other, there),
        ...lacking({ has: other, lines: there }, first, shape),
      ];
    });
  },
};

function lacking(
  { has, lines }: { readonly has: Stack; readonly lines: ReadonlySet<string> },
  lacks: Stack,
  those: ReadonlySet<string>,
): readonly string[] {
  return [...lines]
    .filter((line) => !those.has(line))
    .map((line) => `${has.stage} has, and ${lacks.stage} has not: ${line}`);
}

/** What the routing plan says of each region for itself, and `asPlanned` holds it to: a peer that is not attached yet, and checkers that stand anywhere. */
const PLANNED = /^(?:childHealthThreshold|childHealthchecks\.\d+|regions\.\d+)$/;

/**
 * A line for each setting of each resource, with the own region as OWN and each peer as PEER. Peers are a set, so that their order, which differs
 * from region to region, is none.
 */
function shapeOf({ region, graph }: Stack, { environment }: Deployment): ReadonlySet<string> {
  const peers = environment.settings.regions.filter((each) => each !== region);
  const anonymous = (text: string) => {
    const own = text.replaceAll(region, "OWN").replaceAll(camel(region), "OWN");
    return peers
      .reduce((left, peer) => left.replaceAll(peer, "PEER"), own)
      .replaceAll(/\b[_Z]?[0-9a-f]{10,16}\b/gi, "ID");
  };
  const lines = graph.resources.flatMap(({ type, name, inputs, protect, retainOnDelete }) =>
    [
      ...leavesOf(opened(inputs))
        .filter(({ path }) => !PLANNED.test(path))
        .map(({ path, value }) => `${path} = ${sortedList(anonymous(value))}`),
      `protect = ${protect}`,
      `retainOnDelete = ${retainOnDelete}`,
    ].map((line) => anonymous(`${type} ${name}: ${line}`)),
  );
  return new Set(lines);
}

/** A dashboard is one text, in which every peer stands somewhere: it is compared by what is in it. */
function opened(inputs: PlainObject): PlainObject {
  const { dashboardBody, ...others } = inputs;
  if (typeof dashboardBody !== "string") return inputs;
  const leaves = leavesOf(JSON.parse(dashboardBody) as Plain);
  const lines = leaves.map(({ path, value }) => [`${path.replaceAll(/\d+/g, "N")} = ${value}`, true] as const);
  return { ...others, ...Object.fromEntries(lines) };
}

function camel(region: string): string {
  return region.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function sortedList(text: string): string {
  return /^(?:OWN|PEER)(?:,(?:OWN|PEER))*$/.test(text) ? text.split(",").sort().join(",") : text;
}
