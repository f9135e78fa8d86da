/** Route 53 is told what the routing plan says, by each region for itself, and nobody owns the name that all share. */
import { hostsOf, type RegionRouting, routingPlan } from "@tandem/resilience";
import { type Deployment, regionStacks, resourcesOf, type Stack } from "../deployment.ts";
import type { GraphResource } from "../graph/graph.ts";
import { at, eachStack, leavesOf, listAt, type Rule } from "./rule.ts";

const CHECK = "aws:route53/healthCheck:HealthCheck";
const RECORD = "aws:route53/record:Record";
const NAME = "aws:apigatewayv2/domainName:DomainName";
const AS_IT_IS = { invertHealthcheck: undefined, disabled: undefined };

export const asPlanned: Rule = eachStack(
  "health checks and latency records are those of the plan",
  (stack, deployment) => {
    const plan = planOf(stack, deployment);
    const checks = resourcesOf(stack, CHECK);
    const shared = resourcesOf(stack, RECORD).filter(({ inputs }) => at(inputs, "setIdentifier") !== undefined);
    if (plan === undefined) return [...checks, ...shared].map(({ name }) => `${name} is in a stack that routes nobody`);
    const ids = new Map(checks.map((check) => [at(check.state, "id"), check.name]));
    const wanted = [plan.ready, ...plan.evacuated];
    return [
      ...wanted.flatMap((check) => {
        const found = checks.find(({ name }) => name === check.id);
        const settings = {
          type: "HTTPS_STR_MATCH",
          fqdn: check.host,
          port: check.port,
          resourcePath: check.path,
          searchString: check.searchString,
          ...AS_IT_IS,
          invertHealthcheck: check.inverted,
          requestInterval: check.intervalS,
          failureThreshold: check.failureThreshold,
          regions: check.checkerRegions,
          enableSni: true,
        };
        return found === undefined ? [`there is no check ${check.id}`] : differences(found, settings);
      }),
      ...differencesOfCalculated(plan, checks, ids),
      ...(checks.length === wanted.length + 1
        ? []
        : [`it has ${checks.length} checks, and the plan ${wanted.length + 1}`]),
      ...plan.records.flatMap((record) => {
        const found = shared.find(({ inputs }) => at(inputs, "type") === record.type);
        if (found === undefined) return [`there is no ${record.type} record of ${record.name}`];
        const hangsOn = ids.get(at(found.inputs, "healthCheckId"));
        return [
          ...differences(found, {
            name: record.name,
            setIdentifier: record.setIdentifier,
            latencyRoutingPolicies: [{ region: record.region }],
          }),
          ...(hangsOn === record.check
            ? []
            : [`the ${record.type} record hangs on ${hangsOn ?? "nothing"}, not on ${record.check}`]),
          ...(at(found.inputs, "aliases", 0, "evaluateTargetHealth") === false
            ? []
            : [`the ${record.type} record asks API Gateway's health`]),
          ...(pointsTo(stack, found) === record.name
            ? []
            : [`the ${record.type} record points to ${pointsTo(stack, found)}`]),
        ];
      }),
      ...(shared.length === plan.records.length ? [] : [`it has ${shared.length} latency records`]),
    ];
  },
);

function differencesOfCalculated(
  plan: RegionRouting,
  checks: readonly GraphResource[],
  ids: ReadonlyMap<unknown, string>,
): readonly string[] {
  const found = checks.find(({ name }) => name === plan.serves.id);
  if (found === undefined) return [`there is no check ${plan.serves.id}`];
  const children = listAt(found.inputs, "childHealthchecks").map((id) => ids.get(id) ?? String(id));
  return [
    ...differences(found, { type: "CALCULATED", childHealthThreshold: plan.serves.threshold, ...AS_IT_IS }),
    ...([...children].sort().join() === [...plan.serves.children].sort().join()
      ? []
      : [`${plan.serves.id} listens to ${children.join(", ")}, not to ${plan.serves.children.join(", ")}`]),
  ];
}

function differences({ name, inputs }: GraphResource, wanted: object): readonly string[] {
  return Object.entries(wanted).flatMap(([key, value]) =>
    JSON.stringify(at(inputs, key)) === JSON.stringify(value)
      ? []
      : [`${name} has ${key} ${JSON.stringify(at(inputs, key))}, not ${JSON.stringify(value)}`],
  );
}

/** The host name whose endpoint a record leads to. */
function pointsTo(stack: Stack, record: GraphResource): string | undefined {
  const target = at(record.inputs, "aliases", 0, "name");
  const domain = resourcesOf(stack, NAME).find(({ state }) =>
    leavesOf(state).some(({ path, value }) => path.endsWith("targetDomainName") && value === target),
  );
  return domain && String(at(domain.inputs, "domainName"));
}

export const ownNames: Rule = eachStack("a region's own names lead to its own APIs", (stack, deployment) => {
  const plan = planOf(stack, deployment);
  if (plan === undefined) return resourcesOf(stack, NAME).map(({ name }) => `${name} is in a stack that has no domain`);
  const hosts = [plan.hosts.api, plan.hosts.readiness];
  const mapped = new Map(
    resourcesOf(stack, "aws:apigatewayv2/apiMapping:ApiMapping").map(({ inputs }) => [
      at(inputs, "domainName"),
      apiName(stack, at(inputs, "apiId")),
    ]),
  );
  return [
    ...[plan.hosts.shared, plan.hosts.api]
      .filter((host) => mapped.get(host) !== "Api")
      .map((host) => `${host} is not the API's`),
    ...(mapped.get(plan.hosts.readiness) === "Readiness" ? [] : [`${plan.hosts.readiness} is not readiness's`]),
    ...hosts.flatMap((host) =>
      ["A", "AAAA"].flatMap((type) => {
        const record = resourcesOf(stack, RECORD).find(
          ({ inputs }) => at(inputs, "name") === host && at(inputs, "type") === type,
        );
        return record !== undefined && pointsTo(stack, record) === host
          ? []
          : [`there is no ${type} record that leads ${host} to itself`];
      }),
    ),
    ...resourcesOf(stack, NAME)
      .filter(({ inputs }) => at(inputs, "domainNameConfiguration", "ipAddressType") !== "dualstack")
      .map(({ name }) => `${name} has an AAAA record and no IPv6`),
  ];
});

function apiName(stack: Stack, id: unknown): string | undefined {
  return resourcesOf(stack, "aws:apigatewayv2/api:Api").find(({ state }) => at(state, "id") === id)?.name;
}

/** A record that two stacks write is lost when either goes. */
export const ownedOnce: Rule = {
  name: "each DNS record is one stack's",
  check({ stacks }) {
    const owners = new Map<string, string>();
    return stacks.flatMap((stack) =>
      resourcesOf(stack, RECORD).flatMap(({ inputs }) => {
        const key = ["name", "type", "setIdentifier"].map((part) => String(at(inputs, part) ?? "")).join(" ");
        const owner = owners.get(key);
        owners.set(key, stack.stage);
        return owner === undefined ? [] : [`${owner} and ${stack.stage} both write ${key}`];
      }),
    );
  },
};

/** Every host of every region is on its certificate, and what proves it is written by one of the stacks. */
export const certified: Rule = {
  name: "a certificate holds all of its region's names, each proved by one record",
  check: (deployment) =>
    regionStacks(deployment).flatMap((stack) => {
      const domain = deployment.environment.settings.domain?.name;
      if (domain === undefined) return [];
      const hosts = Object.values(hostsOf(stack.region, domain)) as readonly string[];
      const [certificate] = resourcesOf(stack, "aws:acm/certificate:Certificate");
      const names = [at(certificate?.inputs, "domainName"), ...listAt(certificate?.inputs, "subjectAlternativeNames")];
      const proofs = listAt(certificate?.state, "domainValidationOptions").map((option) =>
        String(at(option, "resourceRecordName")),
      );
      const written = deployment.stacks.flatMap((each) =>
        resourcesOf(each, RECORD).map(({ inputs }) => String(at(inputs, "name"))),
      );
      return [
        ...hosts
          .filter((host) => !names.includes(host))
          .map((host) => `${stack.stage}: ${host} is not on the certificate`),
        ...proofs.filter((proof) => !written.includes(proof)).map((proof) => `${stack.stage}: nobody writes ${proof}`),
        ...waitedForUnwritten(stack, proofs),
      ];
    }),
};

/** The provider waits up to 75 minutes for a certificate, and for nothing when its proof was refused. */
function waitedForUnwritten(stack: Stack, proofs: readonly string[]): readonly string[] {
  const own = resourcesOf(stack, RECORD).filter(({ inputs }) => proofs.includes(String(at(inputs, "name"))));
  return resourcesOf(stack, "aws:acm/certificateValidation:CertificateValidation").flatMap(({ dependsOn }) =>
    own
      .filter(({ urn }) => !dependsOn.includes(urn))
      .map(({ name }) => `${stack.stage}: the certificate is waited for before ${name} is written`),
  );
}

function planOf({ kind, region }: Stack, { environment }: Deployment): RegionRouting | undefined {
  const { domain, regions } = environment.settings;
  if (kind === "global" || domain === undefined) return undefined;
  return routingPlan({ domain: domain.name, regions, attached: domain.attached }).regions.find(
    (each) => each.region === region,
  );
}

export const ROUTING_RULES: readonly Rule[] = [asPlanned, ownNames, ownedOnce, certified];
