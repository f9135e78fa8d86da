/** What host names, the APIs behind them and their certificates take. */
import type { GraphResource } from "../graph/graph.ts";
import { listAt } from "../rules/rule.ts";
import { arnOf, on, type Take, type Takes, tagged, tagging } from "./asking.ts";

export const NAMES_TAKE: Takes = {
  "aws:acm/certificate:Certificate": ({ inputs, state }, environment) => [
    {
      action: "acm:RequestCertificate",
      resource: "*",
      context: {
        "acm:DomainNames": [String(inputs["domainName"]), ...listAt(inputs, "subjectAlternativeNames").map(String)],
        "acm:ValidationMethod": String(inputs["validationMethod"]),
      },
    },
    { action: "acm:AddTagsToCertificate", resource: arnOf(state), context: tagging(environment) },
    ...on(arnOf(state), "acm: DescribeCertificate ListTagsForCertificate DeleteCertificate", tagged(environment)),
  ],
  "aws:acm/certificateValidation:CertificateValidation": ({ inputs }, environment) =>
    on(String(inputs["certificateArn"]), "acm: DescribeCertificate", tagged(environment)),
  "aws:apigatewayv2/api:Api": apiGateway(() => ["/apis", "/apis/ID"]),
  "aws:apigatewayv2/apiMapping:ApiMapping": apiGateway(({ inputs }) => [
    `/domainnames/${inputs["domainName"]}/apimappings`,
    `/domainnames/${inputs["domainName"]}/apimappings/ID`,
  ]),
  "aws:apigatewayv2/domainName:DomainName": apiGateway(({ inputs }) => [
    "/domainnames",
    `/domainnames/${inputs["domainName"]}`,
  ]),
  "aws:apigatewayv2/integration:Integration": apiGateway(() => ["/apis/ID/integrations", "/apis/ID/integrations/ID"]),
  "aws:apigatewayv2/route:Route": apiGateway(() => ["/apis/ID/routes", "/apis/ID/routes/ID"]),
  "aws:apigatewayv2/stage:Stage": (resource, environment) => [
    ...apiGateway(() => ["/apis/ID/stages", "/apis/ID/stages/$default"])(resource, environment),
    ...on("*", "logs: CreateLogDelivery GetLogDelivery UpdateLogDelivery DeleteLogDelivery ListLogDeliveries"),
    ...on("*", "logs: PutResourcePolicy DescribeResourcePolicies"),
  ],
  "aws:route53/healthCheck:HealthCheck": () => [
    { action: "route53:CreateHealthCheck", resource: "*" },
    ...on("arn:aws:route53:::healthcheck/ID", "route53: GetHealthCheck UpdateHealthCheck DeleteHealthCheck"),
    ...on("arn:aws:route53:::healthcheck/ID", "route53: ChangeTagsForResource ListTagsForResource"),
  ],
  "aws:route53/record:Record": ({ inputs }) => {
    const zone = `arn:aws:route53:::hostedzone/${inputs["zoneId"]}`;
    const name = String(inputs["name"]).replace(/\.$/, "");
    return [
      ...on(zone, "route53: GetHostedZone ListResourceRecordSets"),
      ...on(zone, "route53: ChangeResourceRecordSets", {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": [name],
      }),
      { action: "route53:GetChange", resource: "arn:aws:route53:::change/ID" },
    ];
  },
};

/** The collection, in which it is made, and the thing itself. */
function apiGateway(paths: (resource: GraphResource) => readonly [string, string]): Take {
  return (resource, environment) => {
    const arn = (path: string) => `arn:aws:apigateway:${resource.region}::${path}`;
    const [collection, own] = paths(resource);
    return [
      ...on(arn(collection), "apigateway: POST"),
      ...on(arn("/tags/ID"), "apigateway: POST"),
      ...on(arn(own), "apigateway: DELETE GET PATCH", tagged(environment)),
    ];
  };
}
