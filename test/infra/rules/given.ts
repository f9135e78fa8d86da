/**
 * What each function is told is true: a name that is there and means nothing, or means the neighbour, is worse than a missing one, which stops
 * the function while it starts.
 */
import type { EnvironmentName } from "@tandem/functions/manifest";
import { PRODUCT } from "@tandem/infra/stage";
import { hostsOf } from "@tandem/resilience";
import { type EnvironmentUnderTest, resourcesOf, SECRETS, type Stack } from "../deployment.ts";
import type { PlainObject } from "../graph/graph.ts";
import { at, eachStack, type Rule } from "./rule.ts";

/** What SST tells every function for its own `Resource`, which nothing here reads: the app's name, and how to read links there are none of. */
const OF_SST = ["SST_KEY", "SST_KEY_FILE", "SST_RESOURCE_App"];

export const given: Rule = eachStack("what the functions are told is so", (stack, { environment }) => {
  if (stack.kind === "global") return [];
  const truth = truthOf(stack, environment);
  return resourcesOf(stack, "aws:lambda/function:Function").flatMap(({ inputs }) =>
    Object.entries((at(inputs, "environment", "variables") ?? {}) as PlainObject)
      .filter(([key, value]) => !OF_SST.includes(key) && truth[key as EnvironmentName] !== value)
      .map(
        ([key, value]) => `${at(inputs, "name")} is told that ${key} is ${value}, not ${truth[key as EnvironmentName]}`,
      ),
  );
});

function truthOf(stack: Stack, { name, settings }: EnvironmentUnderTest): Partial<Record<EnvironmentName, string>> {
  const { regions, domain, generation } = settings;
  const { region } = stack;
  const regional = (thing: string) => `${PRODUCT}-${name}-${region}-${thing}`;
  const stateOf = (type: string, thing: string, key: string) =>
    String(at(resourcesOf(stack, type).find(({ inputs }) => at(inputs, "name") === regional(thing))?.state, key));
  const urlOf = (of: string, host: string) => `https://${hostsOf(of, host).api}`;
  const peers = domain === undefined ? [] : regions.filter((each) => each !== region);
  return {
    TANDEM_API_FUNCTION: regional("api"),
    TANDEM_AUTH_KEYS: JSON.stringify({ keys: settings.tokenKeys }),
    TANDEM_CLAIMS_TABLE: `${PRODUCT}-${name}-claims`,
    ...(domain && { TANDEM_GLOBAL_HOST: domain.name }),
    TANDEM_OWN_URL: domain ? urlOf(region, domain.name) : stateOf("aws:apigatewayv2/api:Api", "api", "apiEndpoint"),
    TANDEM_PAYMENTS_URL: settings.paymentsUrl,
    TANDEM_PEERS: JSON.stringify(Object.fromEntries(peers.map((peer) => [peer, urlOf(peer, String(domain?.name))]))),
    TANDEM_QUEUE_URL: stateOf("aws:sqs/queue:Queue", "work", "url"),
    TANDEM_REGION_KEYS: SECRETS.RegionKeys,
    TANDEM_REGIONS: regions.join(","),
    TANDEM_TABLE: `${PRODUCT}-${name}-${generation}`,
  };
}
