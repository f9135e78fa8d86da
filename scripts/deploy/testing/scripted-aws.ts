/**
 * As much of AWS as a deployment asks, in one process: each request is signed for a service and a region, so one server can be all of them, and
 * a test sees at once what was asked of the wrong region.
 */
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { answerAlarms, answerIdentity, answerObject, answerParameter, answerRoute53 } from "./scripted-answers.ts";
import type { AwsAnswer, AwsRequest, AwsState } from "./scripted-state.ts";

export interface ScriptedAws {
  readonly state: AwsState;
  readonly asked: readonly AwsRequest[];
  /** What a process needs to find this instead of AWS. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function openScriptedAws(): Promise<ScriptedAws> {
  const state: AwsState = {
    alarms: new Map(),
    checks: [],
    parameters: new Map(),
    objects: new Map(),
    away: new Set(),
  };
  const asked: AwsRequest[] = [];
  const server = createServer(async (request, response) => {
    const seen = readRequest(request, await text(request));
    asked.push(seen);
    const answer = state.away.has(`${seen.service} ${seen.region}`) ? AWAY : answerTo(seen, state);
    response.writeHead(answer.status, { "content-type": answer.type });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    state,
    asked,
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "nobody's",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const AWAY: AwsAnswer = {
  status: 400,
  type: "application/x-amz-json-1.1",
  body: JSON.stringify({ __type: "AccessDeniedException", message: "scripted to be away" }),
};

function readRequest(request: IncomingMessage, body: string): AwsRequest {
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? "");
  return {
    region: scope?.[1] ?? "",
    service: scope?.[2] ?? "",
    method: request.method ?? "",
    url: new URL(request.url ?? "/", "http://127.0.0.1"),
    operation: String(request.headers["x-amz-target"]).split(".").at(-1) ?? "",
    body,
  };
}

function answerTo(request: AwsRequest, state: AwsState): AwsAnswer {
  switch (request.service) {
    case "sts":
      return answerIdentity();
    case "monitoring":
      return answerAlarms(request, state);
    case "ssm":
      return answerParameter(request, state);
    case "s3":
      return answerObject(request, state);
    case "route53":
      return answerRoute53(request, state);
    default:
      return { ...AWAY, status: 404 };
  }
}
