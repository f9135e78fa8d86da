/**
 * What AWS adds to a resource when it makes it: ids, ARNs, addresses. Everything else of a resource's state is an echo of its inputs. A program
 * that uses an output nobody computes here would see `undefined`; the monitor refuses that by name, and this is the place to add it.
 */
import { ACCOUNT_ID, madeUpId, STREAM_LABEL, streamArn, tableArn, zoneIdOf } from "./account.ts";
import type { Plain, PlainObject } from "./graph.ts";
import { resourceArn } from "./resource-arn.ts";

export interface NewResource {
  readonly type: string;
  /** Its logical name. */
  readonly name: string;
  readonly inputs: PlainObject;
  readonly region: string;
}

export interface Computed {
  readonly id: string;
  /** Without the inputs. */
  readonly state: PlainObject;
}

/** What Pulumi appends to the name of a resource that was given none; random in a deployment, so nothing may rely on it. */
const AUTO_NAME_SUFFIX = "-0000000";

export function computedState(resource: NewResource): Computed {
  const { type, inputs, region } = resource;
  const name = text(inputs["name"]) ?? text(inputs["dashboardName"]) ?? `${resource.name}${AUTO_NAME_SUFFIX}`;
  const id = idOf(resource, name);
  const known = { ...resource, id, name, arn: resourceArn({ type, name, id, region }) };
  const common = type.startsWith("aws:") ? { name, arn: known.arn, region } : {};
  return { id, state: { ...common, ...(SPECIAL[type]?.(known) ?? {}) } };
}

interface Known extends NewResource {
  /** Its physical name. */
  readonly name: string;
  readonly id: string;
  readonly arn: string;
}

const SPECIAL: Readonly<Record<string, (resource: Known) => PlainObject>> = {
  "aws:lambda/function:Function": functionState,
  "aws:lambda/alias:Alias": aliasState,
  "aws:sqs/queue:Queue": ({ id }) => ({ url: id }),
  "aws:dynamodb/table:Table": tableState,
  "aws:apigatewayv2/api:Api": ({ id, region }) => ({
    apiEndpoint: `https://${id}.execute-api.${region}.amazonaws.com`,
    executionArn: `arn:aws:execute-api:${region}:${ACCOUNT_ID}:${id}`,
  }),
  "aws:apigatewayv2/domainName:DomainName": ({ id, region, inputs }) => ({
    domainNameConfiguration: {
      ...(inputs["domainNameConfiguration"] as PlainObject),
      targetDomainName: `d-${madeUpId("domain", id)}.execute-api.${region}.amazonaws.com`,
      hostedZoneId: zoneIdOf(`execute-api.${region}`),
    },
  }),
  "aws:acm/certificate:Certificate": ({ inputs }) => ({ domainValidationOptions: validationOptions(inputs) }),
  "aws:cloudwatch/dashboard:Dashboard": ({ arn }) => ({ dashboardArn: arn }),
  "aws:iam/role:Role": ({ id }) => ({ uniqueId: `AROA${id.length}` }),
  "aws:kms/key:Key": ({ id }) => ({ keyId: id }),
  "aws:route53/zone:Zone": ({ id }) => ({ zoneId: id }),
  "aws:route53/record:Record": ({ inputs }) => ({ fqdn: inputs["name"] }),
  "aws:s3/bucket:Bucket": ({ id }) => ({ bucket: id }),
  "random:index/randomBytes:RandomBytes": ({ inputs }) => {
    const bytes = Buffer.alloc(Number(inputs["length"]));
    return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
  },
  "pulumi-nodejs:dynamic:Resource": ({ inputs }) =>
    typeof inputs["domain"] === "string" ? { zoneId: zoneIdOf(inputs["domain"]) } : {},
};

function idOf({ type, inputs, region, ...resource }: NewResource, name: string): string {
  switch (type) {
    case "aws:sqs/queue:Queue":
      return `https://sqs.${region}.amazonaws.com/${ACCOUNT_ID}/${name}`;
    case "aws:apigatewayv2/domainName:DomainName":
      return text(inputs["domainName"]) ?? name;
    case "aws:s3/bucket:Bucket":
    case "aws:s3/bucketV2:BucketV2":
      return text(inputs["bucket"]) ?? name;
    case "aws:route53/zone:Zone":
      return zoneIdOf(name);
    case "aws:iam/openIdConnectProvider:OpenIdConnectProvider":
      return (text(inputs["url"]) ?? name).replace(/^https:\/\//, "");
    case "aws:iam/role:Role":
    case "aws:lambda/function:Function":
    case "aws:dynamodb/table:Table":
    case "aws:cloudwatch/logGroup:LogGroup":
    case "aws:cloudwatch/metricAlarm:MetricAlarm":
    case "aws:backup/vault:Vault":
      return name;
    case "aws:sns/topic:Topic":
      return resourceArn({ type, name, id: name, region });
    default:
      return madeUpId(type, resource.name);
  }
}

function functionState({ arn, region, inputs }: Known): PlainObject {
  const version = inputs["publish"] === true ? "1" : "$LATEST";
  return {
    version,
    publish: inputs["publish"] ?? false,
    qualifiedArn: `${arn}:${version}`,
    invokeArn: invokeArn(region, arn),
    qualifiedInvokeArn: invokeArn(region, `${arn}:${version}`),
    lastModified: STREAM_LABEL,
  };
}

/** An alias names its function by name or by ARN. */
function aliasState({ inputs, region, name }: Known): PlainObject {
  const of = String(inputs["functionName"]);
  const functionArn = of.startsWith("arn:") ? of : `arn:aws:lambda:${region}:${ACCOUNT_ID}:function:${of}`;
  const arn = `${functionArn}:${name}`;
  return { arn, invokeArn: invokeArn(region, arn) };
}

function invokeArn(region: string, arn: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

/** Only a stream that was asked for has an ARN; the replicas have the streams that the table has. */
function tableState({ name, region, inputs }: Known): PlainObject {
  const streams = inputs["streamEnabled"] === true;
  const replicas = (inputs["replicas"] ?? []) as readonly PlainObject[];
  const streamIn = (place: string) => (streams ? { streamArn: streamArn(place, name), streamLabel: STREAM_LABEL } : {});
  return {
    ...streamIn(region),
    replicas: replicas.map((replica) => {
      const place = String(replica["regionName"]);
      return { ...replica, arn: tableArn(place, name), ...streamIn(place) };
    }),
  };
}

function validationOptions(inputs: PlainObject): Plain {
  const more = (inputs["subjectAlternativeNames"] ?? []) as readonly string[];
  return [...new Set([String(inputs["domainName"]), ...more])].map((domainName) => ({
    domainName,
    resourceRecordName: `_${madeUpId("validation", domainName)}.${domainName.replace(/^\*\./, "")}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${madeUpId("answer", domainName)}.acm-validations.aws.`,
  }));
}

function text(value: Plain | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
