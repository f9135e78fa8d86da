/**
 * What it takes to make, change and remove a region's HTTP APIs. API Gateway makes up their names and passes no tag on to an API's routes, so
 * names and tags fence the APIs themselves and not what is inside them: whoever shares an account and a region with production must
 * be trusted with its routes. It is why previews belong in an account of their own.
 */
import { type Reach, taggedOthers } from "./reach.ts";
import { actionsOf, type Statement } from "./statement.ts";

export function apiStatements(reach: Reach): readonly Statement[] {
  const { domain } = reach;
  const apis = arns(reach, ["apis", "apis/*"]);
  // With a domain, an API answers at host names of its own: the shared one, a region's, its readiness'.
  const names = domain
    ? arns(reach, ["domainnames", `domainnames/${domain.name}*`, `domainnames/*.${domain.name}*`])
    : [];
  const everything = [...apis, ...names];
  return [
    { sid: "Apis", actions: actionsOf("apigateway", "DELETE GET PATCH POST"), resources: everything },
    // What is made with a tag takes the right to tag, and a tag's path ends in the ARN that it is put on.
    { sid: "Tags", actions: actionsOf("apigateway", "DELETE GET POST PUT"), resources: arns(reach, ["tags/*"]) },
    {
      sid: "NobodyElsesApis",
      effect: "Deny",
      actions: actionsOf("apigateway", "DELETE PATCH POST"),
      resources: everything,
      conditions: taggedOthers(reach),
    },
    // An API's log of who asked what is a delivery of CloudWatch Logs, which API Gateway makes with the rights of who asks for it.
    {
      sid: "AccessLogs",
      actions: actionsOf(
        "logs",
        "CreateLogDelivery DeleteLogDelivery GetLogDelivery ListLogDeliveries UpdateLogDelivery",
        "DescribeResourcePolicies PutResourcePolicy",
      ),
      resources: ["*"],
    },
  ];
}

/** An API's ARN has a region and no account. */
function arns({ regions }: Reach, paths: readonly string[]): readonly string[] {
  return regions.flatMap((region) => paths.map((path) => `arn:aws:apigateway:${region}::/${path}`));
}
