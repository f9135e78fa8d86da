/** Mistakes with how customers get in, and with how whoever is on call gets to know. */
import { heard, rings } from "../rules/heard.ts";
import { provedByDns, recorded } from "../rules/records.ts";
import { asPlanned } from "../rules/routing.ts";
import { led, written } from "../rules/ways-in.ts";
import { describeMutations } from "./mutation.ts";

describeMutations("ways in, and words out", [
  {
    mistake: "a preview without a way in",
    file: "infra/region/http-api.ts",
    find: "disableExecuteApiEndpoint: false,",
    replace: "disableExecuteApiEndpoint: true,",
    breaks: led,
  },
  {
    mistake: "readiness answered by the customers' function",
    file: "infra/region/readiness.ts",
    find: "function: readiness, timeoutSeconds",
    replace: "function: api, timeoutSeconds",
    breaks: led,
  },
  {
    mistake: "events in a form that the handlers do not read",
    file: "infra/region/http-api.ts",
    find: 'payloadFormatVersion: "2.0"',
    replace: 'payloadFormatVersion: "1.0"',
    breaks: led,
  },
  {
    mistake: "names that speak an old TLS",
    file: "infra/region/host-names.ts",
    find: '"TLS_1_2"',
    replace: '"TLS_1_0"',
    breaks: led,
  },
  {
    mistake: "an access log with customers' tokens",
    file: "infra/region/http-api.ts",
    find: 'agent: "$context.identity.userAgent",',
    replace: 'agent: "$context.identity.userAgent",\n  token: "$request.header.authorization",',
    breaks: written,
  },
  {
    mistake: "an access log that the count of refusals does not understand",
    file: "infra/region/http-api.ts",
    find: 'status: "$context.status",',
    replace: 'code: "$context.status",',
    breaks: written,
  },
  {
    mistake: "refusals that nobody counts",
    file: "infra/watch/watch.ts",
    find: "countRefusals(watched, customersStage);",
    replace: "",
    breaks: written,
  },
  {
    mistake: "a verdict turned round",
    file: "infra/region/routing.ts",
    find: 'type: "CALCULATED",',
    replace: 'type: "CALCULATED",\n    invertHealthcheck: true,',
    breaks: asPlanned,
  },
  {
    mistake: "records in another zone",
    file: "infra/region/routing.ts",
    find: "      zoneId,\n      name: record.name,",
    replace: '      zoneId: "ZOTHER",\n      name: record.name,',
    breaks: recorded,
  },
  {
    mistake: "an alias that leads into no zone",
    file: "infra/region/host-names.ts",
    find: "zoneId: hostedZoneId, evaluateTargetHealth",
    replace: 'zoneId: "ZOTHER", evaluateTargetHealth',
    breaks: recorded,
  },
  {
    mistake: "a record that nobody asked for",
    part: "global",
    file: "infra/global.ts",
    find: "const roles = createDelivery(scope);",
    replace:
      'new aws.route53.Record("Extra", {\n    zoneId: "Z00000000EXAMPLE",\n    name: "api.tandem.example",\n    type: "CNAME",\n    ttl: 60,\n    records: ["us-west-2.api.tandem.example"],\n  });\n  const roles = createDelivery(scope);',
    breaks: recorded,
  },
  {
    mistake: "a certificate that a person has to renew",
    file: "infra/region/host-names.ts",
    find: 'validationMethod: "DNS",',
    replace: 'validationMethod: "EMAIL",',
    breaks: provedByDns,
  },
  {
    mistake: "alarms by mail to nobody",
    file: "infra/watch/alerts.ts",
    find: "endpoint: environment.alertAddress,",
    replace: 'endpoint: "nobody@example.com",',
    breaks: heard,
  },
  {
    mistake: "a topic without a subscriber",
    file: "infra/watch/alerts.ts",
    find: 'new aws.sns.TopicSubscription("AlertsMail", {',
    replace: "({\n",
    breaks: heard,
  },
  {
    mistake: "an alarm that rings when all is well",
    file: "infra/watch/alarms/create-alarms.ts",
    find: 'above: "GreaterThanThreshold",',
    replace: 'above: "LessThanThreshold",',
    breaks: rings,
  },
  {
    mistake: "an alarm at a thousand times the promised number",
    file: "infra/watch/alarms/create-alarms.ts",
    find: "    threshold,\n",
    replace: "    threshold: threshold * 1_000,\n",
    breaks: rings,
  },
]);
