/**
 * One order through everything that is behind the API: table, stream, queue, payment and back. It is cancelled afterwards, so that a
 * deployment sells nothing; a charge is refunded as any customer's is.
 */
import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { jsonOf } from "./json-answer.ts";
import type { Seen } from "./seen.ts";
import type { WalkPorts } from "./walk-ports.ts";

export interface ProbeOrder {
  /** A customer's, valid for as long as the walk takes. */
  readonly token: string;
  readonly sku: string;
}

interface OrderProbe {
  readonly url: string;
  readonly stage: string;
  readonly order: ProbeOrder;
  readonly keys: { readonly order: string; readonly cancel: string };
}

const BETWEEN_MS = 3 * SECOND_MS;
/** A cold region, a hint that is lost and the tick that looks after it: a minute and a half. */
const SETTLED_MS_MAX = 3 * MINUTE_MS;
const JSON_TYPE = { "content-type": "application/json" };

export async function probeOrder(probe: OrderProbe, ports: WalkPorts): Promise<Seen> {
  const placed = await place(probe, ports);
  if (placed.id === undefined) return { ok: false, saw: placed.saw };
  const settled = await untilSettled({ probe, id: placed.id, ports });
  // Also when it is stuck: an order that nobody wants is not left behind.
  const cancelled = await cancel({ probe, id: placed.id, ports });
  return settled.ok ? { ok: cancelled.ok, saw: `${settled.saw}, ${cancelled.saw}` } : settled;
}

async function place({ url, order, keys }: OrderProbe, { ask }: WalkPorts): Promise<{ id?: string; saw: string }> {
  const answer = await ask({
    method: "POST",
    url: `${url}/orders`,
    headers: { ...JSON_TYPE, authorization: `Bearer ${order.token}`, "idempotency-key": keys.order },
    body: JSON.stringify({ lines: [{ sku: order.sku, quantity: 1 }] }),
  });
  if (!answer.ok) return { saw: `POST ${url}/orders: ${answer.refusal.reason}` };
  const id = jsonOf(answer.value)?.["id"];
  if (answer.value.status === 201 && typeof id === "string") return { id, saw: "placed" };
  return { saw: `POST ${url}/orders for one ${order.sku}: ${answer.value.status} ${detailOf(answer.value.body)}` };
}

interface PlacedOrder {
  readonly probe: OrderProbe;
  readonly id: string;
  readonly ports: WalkPorts;
}

async function untilSettled({ probe, id, ports }: PlacedOrder): Promise<Seen> {
  const startMs = ports.clock.elapsedMs();
  let last = "nothing";
  while (!ports.interruption.aborted && ports.clock.elapsedMs() - startMs < SETTLED_MS_MAX) {
    const url = `${probe.url}/orders/${encodeURIComponent(id)}`;
    const answer = await ports.ask({ method: "GET", url, headers: { authorization: `Bearer ${probe.order.token}` } });
    const status = answer.ok && answer.value.status === 200 ? jsonOf(answer.value)?.["status"] : undefined;
    if (typeof status === "string" && status !== "placed") return { ok: true, saw: `an order ${status}` };
    last = answer.ok ? `${answer.value.status} ${String(status ?? "")}`.trim() : answer.refusal.reason;
    ports.progress.live(probe.stage, `waiting for the order ${id} to settle: ${last}`);
    await ports.pause(BETWEEN_MS);
  }
  return { ok: false, saw: `the order ${id} has not settled within ${SETTLED_MS_MAX / MINUTE_MS} min; last: ${last}` };
}

async function cancel({ probe, id, ports }: PlacedOrder): Promise<Seen> {
  const answer = await ports.ask({
    method: "POST",
    url: `${probe.url}/orders/${encodeURIComponent(id)}/cancel`,
    headers: { ...JSON_TYPE, authorization: `Bearer ${probe.order.token}`, "idempotency-key": probe.keys.cancel },
  });
  if (!answer.ok) return { ok: false, saw: `the order ${id} could not be cancelled: ${answer.refusal.reason}` };
  const { status, body } = answer.value;
  // Too late is an answer: it was declined, or an earlier try of ours cancelled it.
  const ok = status === 200 || status === 409;
  return { ok, saw: ok ? "and cancelled" : `the order ${id} could not be cancelled: ${status} ${detailOf(body)}` };
}

const SHOWN_LETTERS_MAX = 200;

function detailOf(body: string): string {
  return body.slice(0, SHOWN_LETTERS_MAX);
}
