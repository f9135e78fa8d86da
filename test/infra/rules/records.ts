/** Every DNS record is one that the plan or a certificate asks for, in the zone of the settings, and leads where its target says. */
import { hostsOf } from "@tandem/resilience";
import { resourcesOf, type Stack } from "../deployment.ts";
import type { Plain } from "../graph/graph.ts";
import { at, eachStack, leavesOf, listAt, type Rule } from "./rule.ts";

const DAY_S = 24 * 3_600;

export const recorded: Rule = eachStack("each DNS record is asked for, in our zone", (stack, { environment }) => {
  const { domain } = environment.settings;
  const proofs = proofsOf(stack);
  const hosts = domain && stack.kind === "region" ? Object.values(hostsOf(stack.region, domain.name)) : [];
  const targets = new Map(
    resourcesOf(stack, "aws:apigatewayv2/domainName:DomainName").map(({ state }) => {
      const leaf = (end: string) => leavesOf(state).find(({ path }) => path.endsWith(end))?.value;
      return [leaf("targetDomainName"), leaf("hostedZoneId")] as const;
    }),
  );
  return resourcesOf(stack, "aws:route53/record:Record").flatMap(({ name, inputs }) => {
    const alias = at(inputs, "aliases", 0);
    const host = String(at(inputs, "name"));
    const isProof = proofs.has(host) && at(inputs, "type") === "CNAME" && isAnswer(inputs, proofs.get(host));
    return [
      ...(at(inputs, "zoneId") === domain?.zoneId ? [] : [`${name} is in the zone ${at(inputs, "zoneId")}`]),
      ...(isProof || (alias !== undefined && hosts.includes(host))
        ? []
        : [`${name} is a record nobody asked for: ${host}`]),
      ...(alias === undefined || targets.get(String(at(alias, "name"))) === at(alias, "zoneId")
        ? []
        : [`${name} leads into the zone ${at(alias, "zoneId")}, where its target is not`]),
    ];
  });
});

function proofsOf(stack: Stack): ReadonlyMap<string, Plain | undefined> {
  const options = resourcesOf(stack, "aws:acm/certificate:Certificate").flatMap(({ state }) =>
    listAt(state, "domainValidationOptions"),
  );
  return new Map(
    options.map((option) => [String(at(option, "resourceRecordName")), at(option, "resourceRecordValue")] as const),
  );
}

function isAnswer(inputs: Plain, value: Plain | undefined): boolean {
  return listAt(inputs, "records").join() === value && Number(at(inputs, "ttl")) <= DAY_S;
}

/** What is proved by mail is renewed by hand, once somebody reads the mail. */
export const provedByDns: Rule = eachStack("certificates renew themselves", (stack) =>
  resourcesOf(stack, "aws:acm/certificate:Certificate")
    .filter(({ inputs }) => at(inputs, "validationMethod") !== "DNS")
    .map(({ name, inputs }) => `${name} is proved by ${at(inputs, "validationMethod")}`),
);
