/**
 * What a region answers to those who route customers: whether it is ready, and whether a peer is evacuated. Both are read by machines
 * that look for a string near the beginning of the body, so no other answer contains such a string. A region speaks about a peer only
 * while it could take that peer's customers: one that is not ready, is evacuated itself, or cannot read, says so and takes nobody out.
 */
import { type Region, SECOND_MS } from "@tandem/kernel";
import { CHECK_NAMES, type Readiness, type RunWithin, VERDICT_AGE_MS_MAX, type Verdict } from "./readiness.ts";
import { evacuationOf, type Mode, modeOf, type Restriction } from "./restrictions.ts";

/** One small partition: as long as the table's own check may take, and beside it. */
export const RESTRICTIONS_READ_MS_MAX = 600;
/** There is nothing else to be heard before the next verdict. */
const RETRY_AFTER_S = VERDICT_AGE_MS_MAX / SECOND_MS;

export interface HealthQuestion {
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
}

export interface HealthAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HealthOptions {
  readonly region: Region;
  readonly regions: readonly Region[];
  readonly readiness: Readiness;
  readonly runWithin: RunWithin;
  readRestrictions(): Promise<readonly Restriction[]>;
  /** Hears why the restrictions could not be read, for the log. */
  onFailure?(what: "restrictions", error: unknown): void;
}

interface Said {
  readonly status: 200 | 404 | 503;
  readonly body: string;
  readonly mode?: Mode;
}

export async function answerHealth(question: HealthQuestion, options: HealthOptions): Promise<HealthAnswer> {
  const { method, path, requestId } = question;
  const said = method === "GET" || method === "HEAD" ? await say(path, options) : undefined;
  const { status, body, mode } = said ?? NOTHING_HERE;
  return {
    status,
    headers: {
      "Content-Type": said === undefined ? "application/problem+json" : "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      "Tandem-Region": options.region,
      "Tandem-Request-Id": requestId,
      ...(mode === undefined ? {} : { "Tandem-Mode": mode }),
      ...(status === 503 ? { "Retry-After": String(RETRY_AFTER_S) } : {}),
    },
    body: method === "HEAD" ? "" : body,
  };
}

async function say(path: string, options: HealthOptions): Promise<Said | undefined> {
  if (path === "/readyz") return sayReady(options.region, await options.readiness.verdict());
  const subject = /^\/evacuated\/([^/]+)$/.exec(path)?.[1];
  return subject === undefined ? undefined : await sayEvacuated(subject, options);
}

function sayReady(region: Region, { ready, checks, failing }: Verdict): Said {
  const lines = CHECK_NAMES.map((name) => `${name}: ${checks[name].ok ? "ok" : "failed"}, ${checks[name].detail}`);
  const first = ready ? `ready ${region}` : `failing in ${region}: ${failing.join(", ")}`;
  return { status: ready ? 200 : 503, body: `${[first, ...lines].join("\n")}\n` };
}

async function sayEvacuated(subject: string, options: HealthOptions): Promise<Said> {
  const { region, regions, readiness } = options;
  const asked = regions.find((each) => each === subject);
  if (asked === undefined) return { status: 404, body: `no such region here: ask for one of ${regions.join(", ")}\n` };
  const [verdict, restrictions] = await Promise.all([readiness.verdict(), readOrUndefined(options)]);
  if (restrictions === undefined) return { status: 503, body: "cannot tell: the restrictions cannot be read\n" };
  const mode = modeOf(restrictions, region);
  if (!verdict.ready)
    return { status: 503, mode, body: `cannot tell: ${region} fails ${verdict.failing.join(", ")}\n` };
  if (mode === "evacuated") return { status: 503, mode, body: `cannot tell: customers are led away from ${region}\n` };
  const evacuation = evacuationOf(restrictions, asked);
  if (evacuation === undefined) return { status: 404, mode, body: `${asked} is not evacuated\n` };
  return { status: 200, mode, body: `evacuated ${asked} ${evacuation.id}\n` };
}

async function readOrUndefined(options: HealthOptions): Promise<readonly Restriction[] | undefined> {
  try {
    return await options.runWithin(RESTRICTIONS_READ_MS_MAX, () => options.readRestrictions());
  } catch (error) {
    options.onFailure?.("restrictions", error);
    return undefined;
  }
}

const NOTHING_HERE: Said = {
  status: 404,
  body: JSON.stringify({
    type: "urn:tandem:problem:not-found",
    title: "There is no such thing",
    status: 404,
    detail: "There is nothing at this address. GET /readyz and GET /evacuated/{region} are answered here.",
  }),
};
