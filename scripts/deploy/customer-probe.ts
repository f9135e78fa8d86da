/**
 * A region as its customers meet it: the catalog, the description of the API, a refusal in due form for who is not signed in and, if somebody
 * lent a token, an order. Readiness says that a region can work; this says that it does.
 */
import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { isObject, jsonOf } from "./json-answer.ts";
import { type ProbeOrder, probeOrder } from "./order-probe.ts";
import type { Seen } from "./seen.ts";
import type { Ask, HttpAnswer, WalkPorts } from "./walk-ports.ts";

export interface Probe {
  readonly stage: string;
  readonly region: string;
  readonly url: string;
  readonly order: ProbeOrder | undefined;
}

const BETWEEN_MS = 10 * SECOND_MS;
/** A host name that was made a minute ago may not be known here yet. */
const WAIT_MS_MAX = 5 * MINUTE_MS;

/** Asks until everything is as it must be, within a bound. */
export async function probeAsCustomer(probe: Probe, ports: WalkPorts): Promise<Seen> {
  const startMs = ports.clock.elapsedMs();
  // The same order again, not another one, when a try is repeated.
  const keys = { order: ports.newIdempotencyKey(), cancel: ports.newIdempotencyKey() };
  let last: Seen = { ok: false, saw: "nothing yet" };
  while (!ports.interruption.aborted) {
    last = await probeOnce({ probe, keys, ports });
    if (last.ok) return last;
    if (ports.clock.elapsedMs() - startMs >= WAIT_MS_MAX)
      return { ok: false, saw: `${last.saw}, and so for ${WAIT_MS_MAX / MINUTE_MS} min` };
    ports.progress.live(probe.stage, `probing ${probe.url}: ${last.saw}`);
    await ports.pause(BETWEEN_MS);
  }
  return { ok: false, saw: `interrupted while probing; last: ${last.saw}` };
}

async function probeOnce({
  probe,
  keys,
  ports,
}: {
  readonly probe: Probe;
  readonly keys: { readonly order: string; readonly cancel: string };
  readonly ports: WalkPorts;
}): Promise<Seen> {
  const reads = [seeCatalog(ports.ask, probe), seeDescription(ports.ask, probe), seeRefusal(ports.ask, probe)];
  const seen = await Promise.all(reads);
  const wrong = seen.find(({ ok }) => !ok);
  if (wrong !== undefined) return wrong;
  const all =
    probe.order === undefined ? seen : [...seen, await probeOrder({ ...probe, order: probe.order, keys }, ports)];
  return { ok: all.every(({ ok }) => ok), saw: `${probe.url}: ${all.map(({ saw }) => saw).join(", ")}` };
}

/** The catalog, and that it is this region that answers. */
export async function seeCatalog(ask: Ask, target: { readonly url: string; readonly region: string }): Promise<Seen> {
  const url = `${target.url}/products`;
  const answer = await ask({ method: "GET", url });
  if (!answer.ok) return { ok: false, saw: `GET ${url}: ${answer.refusal.reason}` };
  const region = answer.value.headers.get("tandem-region");
  const items = jsonOf(answer.value)?.["items"];
  if (answer.value.status !== 200 || !Array.isArray(items))
    return { ok: false, saw: `GET ${url}: ${answer.value.status}, and not a list of products` };
  if (region !== target.region)
    return { ok: false, saw: `GET ${url}: answered by ${region ?? "no region"}, not by ${target.region}` };
  return { ok: true, saw: `${items.length} products from ${region}` };
}

async function seeDescription(ask: Ask, { url }: Probe): Promise<Seen> {
  const answer = await ask({ method: "GET", url: `${url}/openapi.json` });
  if (!answer.ok) return { ok: false, saw: `GET ${url}/openapi.json: ${answer.refusal.reason}` };
  const paths = jsonOf(answer.value)?.["paths"];
  const ok = answer.value.status === 200 && isObject(paths);
  return ok
    ? { ok, saw: `${Object.keys(paths).length} paths described` }
    : { ok, saw: `GET ${url}/openapi.json: ${answer.value.status}, and no description` };
}

async function seeRefusal(ask: Ask, { url }: Probe): Promise<Seen> {
  const answer = await ask({
    method: "POST",
    url: `${url}/orders`,
    headers: { "content-type": "application/json", "idempotency-key": "deploy-probe-without-token" },
    body: JSON.stringify({ lines: [{ sku: "PROBE", quantity: 1 }] }),
  });
  if (!answer.ok) return { ok: false, saw: `POST ${url}/orders: ${answer.refusal.reason}` };
  const ok = answer.value.status === 401 && isProblem(answer.value, "unauthenticated");
  return ok
    ? { ok, saw: "strangers refused" }
    : { ok, saw: `POST ${url}/orders without a token: ${answer.value.status}, not a 401 problem document` };
}

function isProblem(answer: HttpAnswer, slug: string): boolean {
  const isTyped = answer.headers.get("content-type")?.startsWith("application/problem+json") === true;
  return isTyped && String(jsonOf(answer)?.["type"]).endsWith(`:${slug}`);
}
