/** The answers of the scripted AWS, each in its service's own form. */
import type { AwsAnswer, AwsRequest, AwsState, ScriptedAlarm } from "./scripted-state.ts";

export const ACCOUNT = "123456789012";
export const ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/somebody`;
/** Small pages, so that every list has several. */
const PAGE = 2;

export function answerIdentity(): AwsAnswer {
  const result = `<Arn>${ARN}</Arn><UserId>AROA:somebody</UserId><Account>${ACCOUNT}</Account>`;
  return xml(
    `<GetCallerIdentityResponse><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
}

export function answerAlarms({ region, body }: AwsRequest, { alarms }: AwsState): AwsAnswer {
  const { AlarmNamePrefix, AlarmTypes, NextToken } = JSON.parse(body);
  const start = Number(NextToken ?? 0);
  const known = (alarms.get(region) ?? []).filter(({ name, isComposite = false }) => {
    return name.startsWith(AlarmNamePrefix) && (!isComposite || AlarmTypes?.includes("CompositeAlarm") === true);
  });
  const page = known.slice(start, start + PAGE);
  const say = ({ name, state, isSilenced = false }: ScriptedAlarm) => {
    return { AlarmName: name, StateValue: state, ActionsEnabled: !isSilenced };
  };
  return json({
    MetricAlarms: page.filter(({ isComposite }) => isComposite !== true).map(say),
    CompositeAlarms: page.filter(({ isComposite }) => isComposite === true).map(say),
    ...(start + PAGE < known.length ? { NextToken: String(start + PAGE) } : {}),
  });
}

export function answerParameter({ region, operation, body }: AwsRequest, { parameters }: AwsState): AwsAnswer {
  const { Name, Value, Overwrite, Type } = JSON.parse(body);
  const key = `${region} ${Name}`;
  if (operation === "PutParameter") {
    if (parameters.has(key) && Overwrite !== true) return jsonError("ParameterAlreadyExists");
    parameters.set(key, Value);
    return json({ Version: 1, Type });
  }
  const value = parameters.get(key);
  return value === undefined ? jsonError("ParameterNotFound") : json({ Parameter: { Name, Value: value } });
}

export function answerObject({ method, url, body }: AwsRequest, { objects }: AwsState): AwsAnswer {
  const key = decodeURIComponent(url.pathname.slice(1));
  if (method === "PUT") {
    objects.set(key, Buffer.from(body));
    return xml("");
  }
  const found = objects.get(key);
  if (found === undefined) return xml("<Error><Code>NoSuchKey</Code><Message>not there</Message></Error>", 404);
  return { status: 200, type: "application/json", body: found };
}

export function answerRoute53({ url, body }: AwsRequest, { checks }: AwsState): AwsAnswer {
  const [, id] = /healthcheck\/([^/]+)\/status/.exec(url.pathname) ?? [];
  if (id !== undefined) {
    const seen = checks.find((check) => check.id === id)?.observations ?? [];
    const told = seen.map((status) => {
      const report = `<StatusReport><Status>${status}</Status><CheckedTime>2026-11-21T03:00:00.000Z</CheckedTime></StatusReport>`;
      return `<HealthCheckObservation><Region>us-east-1</Region>${report}</HealthCheckObservation>`;
    });
    return xml(
      `<GetHealthCheckStatusResponse><HealthCheckObservations>${told.join("")}</HealthCheckObservations></GetHealthCheckStatusResponse>`,
    );
  }
  if (url.pathname.includes("/tags/")) {
    const asked = [...body.matchAll(/<ResourceId>([^<]+)</g)].map(([, each]) => each);
    const sets = checks
      .filter((check) => asked.includes(check.id))
      .map((check) => {
        const tags = `<Tags><Tag><Key>Name</Key><Value>${check.name}</Value></Tag></Tags>`;
        return `<ResourceTagSet><ResourceType>healthcheck</ResourceType><ResourceId>${check.id}</ResourceId>${tags}</ResourceTagSet>`;
      });
    return xml(
      `<ListTagsForResourcesResponse><ResourceTagSets>${sets.join("")}</ResourceTagSets></ListTagsForResourcesResponse>`,
    );
  }
  const start = Number(url.searchParams.get("marker") ?? 0);
  const page = checks.slice(start, start + PAGE).map((check) => {
    return `<HealthCheck><Id>${check.id}</Id><CallerReference>x</CallerReference><HealthCheckVersion>1</HealthCheckVersion></HealthCheck>`;
  });
  const isMore = start + PAGE < checks.length;
  const marks = `<MaxItems>${PAGE}</MaxItems><IsTruncated>${isMore}</IsTruncated>${isMore ? `<NextMarker>${start + PAGE}</NextMarker>` : ""}`;
  return xml(
    `<ListHealthChecksResponse><HealthChecks>${page.join("")}</HealthChecks>${marks}</ListHealthChecksResponse>`,
  );
}

function json(value: object): AwsAnswer {
  return { status: 200, type: "application/x-amz-json-1.1", body: JSON.stringify(value) };
}

function jsonError(type: string): AwsAnswer {
  return { status: 400, type: "application/x-amz-json-1.1", body: JSON.stringify({ __type: type, message: type }) };
}

function xml(body: string, status = 200): AwsAnswer {
  return { status, type: "text/xml", body: body === "" ? "" : `<?xml version="1.0"?>${body}` };
}
