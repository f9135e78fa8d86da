/** Asks a region whether it is ready, as a health checker does: over its public endpoint, and never waiting long. */
import { SECOND_MS } from "@tandem/kernel";
import type { RegionSnapshot } from "../control/world-snapshot.ts";

/** As long as a health checker of Route 53 waits for the status. */
const ANSWER_MS_MAX = 2 * SECOND_MS;
/** `table-read: ok, answered in 3 ms` */
const CHECK_LINE = /^([\w-]+): (ok|failed), (.*)$/;

export async function askReadiness(url: string): Promise<Pick<RegionSnapshot, "ready" | "checks">> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    const checks = readChecks(await answer.text());
    if (Object.keys(checks).length > 0) return { ready: answer.ok, checks };
    return unanswered(`the readiness function does not answer (status ${answer.status})`);
  } catch {
    // Nobody there, or too late: the same to whoever routes.
    return unanswered(`the region does not answer within ${ANSWER_MS_MAX / SECOND_MS} s`);
  }
}

function readChecks(body: string): RegionSnapshot["checks"] {
  const checks = body.split("\n").flatMap((line) => {
    const [, name, went, detail = ""] = CHECK_LINE.exec(line) ?? [];
    return name === undefined ? [] : [[name, { ok: went === "ok", detail }] as const];
  });
  return Object.fromEntries(checks);
}

function unanswered(detail: string): Pick<RegionSnapshot, "ready" | "checks"> {
  return { ready: false, checks: { readyz: { ok: false, detail } } };
}
