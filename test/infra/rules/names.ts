/** Names that AWS takes once only: two stacks that want the same one deploy once, and never again. */
import type { Deployment } from "../deployment.ts";
import type { GraphResource } from "../graph/graph.ts";
import { at, type Rule } from "./rule.ts";

/** Where AWS looks for a second one of the same name. */
type Reach = "account" | "region";

const NAMED: readonly {
  readonly type: string;
  readonly key: string;
  readonly reach: Reach;
  readonly lengthMax: number;
}[] = [
  { type: "aws:iam/role:Role", key: "name", reach: "account", lengthMax: 64 },
  { type: "aws:iam/policy:Policy", key: "name", reach: "account", lengthMax: 128 },
  { type: "aws:cloudwatch/dashboard:Dashboard", key: "dashboardName", reach: "account", lengthMax: 255 },
  { type: "aws:lambda/function:Function", key: "name", reach: "region", lengthMax: 64 },
  { type: "aws:sqs/queue:Queue", key: "name", reach: "region", lengthMax: 80 },
  { type: "aws:sns/topic:Topic", key: "name", reach: "region", lengthMax: 256 },
  { type: "aws:scheduler/schedule:Schedule", key: "name", reach: "region", lengthMax: 64 },
  { type: "aws:cloudwatch/logGroup:LogGroup", key: "name", reach: "region", lengthMax: 512 },
  { type: "aws:cloudwatch/metricAlarm:MetricAlarm", key: "name", reach: "region", lengthMax: 255 },
  { type: "aws:cloudwatch/compositeAlarm:CompositeAlarm", key: "alarmName", reach: "region", lengthMax: 255 },
  { type: "aws:dynamodb/table:Table", key: "name", reach: "region", lengthMax: 255 },
  { type: "aws:backup/vault:Vault", key: "name", reach: "region", lengthMax: 50 },
  { type: "aws:apigatewayv2/domainName:DomainName", key: "domainName", reach: "region", lengthMax: 253 },
];

interface Named {
  readonly stage: string;
  readonly reach: string;
  readonly name: string;
}

/** Over several deployments at once: environments may share an account. */
export function namesIn(deployments: readonly Deployment[]): readonly Named[] {
  return deployments.flatMap(({ stacks }) =>
    stacks.flatMap(({ stage, graph }) => graph.resources.flatMap((resource) => named(stage, resource))),
  );
}

function named(stage: string, resource: GraphResource): readonly Named[] {
  const kind = NAMED.find(({ type }) => type === resource.type);
  if (kind === undefined || resource.existing) return [];
  const name = String(at(resource.inputs, kind.key));
  return [{ stage, name, reach: `${resource.type} of ${kind.reach === "account" ? "the account" : resource.region}` }];
}

export function takenTwice(names: readonly Named[]): readonly string[] {
  const first = new Map<string, Named>();
  return names.flatMap((each) => {
    const key = `${each.reach} ${each.name}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, each);
    return earlier === undefined ? [] : [`${earlier.stage} and ${each.stage} both name a ${each.reach} ${each.name}`];
  });
}

export const uniqueNames: Rule = {
  name: "names are unique where AWS wants them to be, and not too long",
  check: (deployment) => [...takenTwice(namesIn([deployment])), ...tooLong(deployment), ...unnamed(deployment)],
};

function tooLong({ stacks }: Deployment): readonly string[] {
  return stacks.flatMap(({ stage, graph }) =>
    graph.resources.flatMap((resource) => {
      const kind = NAMED.find(({ type }) => type === resource.type);
      const name = kind && String(at(resource.inputs, kind.key));
      return kind && name && name.length > kind.lengthMax
        ? [`${stage}: ${name} is over ${kind.lengthMax} characters`]
        : [];
    }),
  );
}

/** A name that follows from the environment can be typed at night, and be what a delivery role is limited to; one with a random end cannot. */
function unnamed({ stacks }: Deployment): readonly string[] {
  return stacks.flatMap(({ stage, graph }) =>
    graph.resources.flatMap((resource) => {
      const kind = NAMED.find(({ type }) => type === resource.type);
      const name = kind && at(resource.inputs, kind.key);
      if (kind === undefined || resource.existing) return [];
      return typeof name === "string" && !RANDOM_END.test(name)
        ? []
        : [`${stage}: the name of ${resource.name} is made up: ${name}`];
    }),
  );
}

/** What the harness has SST end a made-up name with. */
const RANDOM_END = /-bdvfbzta$/;
