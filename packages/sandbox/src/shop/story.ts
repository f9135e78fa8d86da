/**
 * A history told to a person: who did what in which region, when, and what came of it, a line each, in the order of time. Of what lies in
 * the replicas it tells what matters to people: an order's facts, and who heard of them when.
 */
import { type Item, parseSort } from "@tandem/replication";
import type { Changed, History, HistoryEvent } from "./history.ts";
import { wish } from "./keys.ts";
import { orderIdOf } from "./order-record.ts";
import { callerOf, type Operation } from "./plan.ts";
import { wantsOfPeople } from "./story-of-people.ts";
import { type Try, triesOf } from "./try.ts";

export interface StoryOptions {
  /** Tells only what concerns this order or product, and what the world did meanwhile. */
  readonly about?: string | undefined;
}

export function story(history: History, { about }: StoryOptions = {}): string {
  const tries = new Map(triesOf(history).map((tried) => [`${tried.operationId} ${tried.number}`, tried]));
  const lines = history.events.flatMap((event) => {
    const line = tell(event, tries, about);
    return line === undefined ? [] : [`${time(event.atMs - history.startedMs)}  ${line}`];
  });
  // Ticks and walks go on for ever, and may still write after it.
  const rested = `all was healed and nothing was owed at ${time(history.restedMs - history.startedMs)}, for a last look`;
  return [`In ${history.regions.join(", ")}; ${rested}.`, ...lines, ""].join("\n");
}

function tell(event: HistoryEvent, tries: ReadonlyMap<string, Try>, about: string | undefined): string | undefined {
  switch (event.kind) {
    case "asked":
    case "answered":
    case "unanswered": {
      const tried = tries.get(`${event.try.operationId} ${event.try.number}`);
      if (tried === undefined || (about !== undefined && !concerns(tried, about))) return undefined;
      const who = `${tried.region.padEnd(9)}  ${callerOf(tried.operation)}`;
      const attempt = `(${event.try.operationId}, try ${event.try.number})`;
      if (event.kind === "asked") return `${who} ${wants(tried.operation)} ${attempt}`;
      if (event.kind === "unanswered") return `${who} hears nothing: ${event.why} ${attempt}`;
      return `${who} hears ${event.status}${outcome(event.body)} ${attempt}`;
    }
    case "charge":
      if (about !== undefined && about !== event.orderId) return undefined;
      return `provider   ${event.status} ${event.amount} for ${event.orderId} (${event.chargeId})`;
    case "refund":
      if (about !== undefined && about !== event.orderId) return undefined;
      return `provider   gives back ${event.amount} for ${event.orderId} (${event.refundId})`;
    case "changed":
      return tellChange(event, about);
    case "claimed":
      if (about !== undefined && !event.name.includes(about) && event.owner !== about) return undefined;
      return `world      ${event.name} is ${event.owner ?? "nobody"}'s from now on`;
    case "leaked":
      return `${event.region.padEnd(9)}  logs: ${event.text}`;
    case "promised":
      // It says nothing that the answer before it does not.
      return undefined;
    case "happened":
      return `${(event.region ?? "world").padEnd(9)}  ${event.what}`;
  }
}

function tellChange({ region, by, before, after }: Changed, about: string | undefined): string | undefined {
  const item = after ?? before;
  if (item === undefined || !isTold(item) || (about !== undefined && !item.partition.includes(about))) return undefined;
  const { name } = parseSort(item.sort);
  const what = `${name} of ${item.region} for ${item.partition}${contentOf(after)}`;
  if (by === "expiry" || after === undefined) return `${region.padEnd(9)}  loses ${what}`;
  return `${region.padEnd(9)}  ${by === "commit" ? "writes" : "learns"} ${what}`;
}

const TOLD = ["ORDER#", "STOCK#", "CART#", "CUSTOMER#", "CONFLICTS#"];

function isTold({ partition }: Item): boolean {
  return TOLD.some((prefix) => partition.startsWith(prefix));
}

/** The numbers of a share, and what is said of moving stock: without them nobody can follow a gift. */
function contentOf(item: Item | undefined): string {
  if (item?.kind === "fragment" && item.partition.startsWith("STOCK#")) return `: ${JSON.stringify(item.data)}`;
  if (item?.kind !== "counter") return "";
  const numbers = Object.entries(item.numbers).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `: ${numbers.map(([name, number]) => `${number} ${name}`).join(", ")}`;
}

function wants(operation: Operation): string {
  switch (operation.kind) {
    case "put-product":
      return `puts ${operation.sku} as "${operation.name}" at ${operation.price}`;
    case "restock":
      return `puts ${operation.quantity} ${operation.sku} into stock under ${operation.key}`;
    case "place-order":
      return `orders ${wish(operation.lines)} under ${operation.key}`;
    case "cancel-order":
      return `cancels the order of ${operation.placedBy} under ${operation.key}`;
    case "read-order":
      return `reads the order of ${operation.placedBy}`;
    case "probe-order":
      return `tries to read the order of ${operation.placedBy}, which is another's`;
    case "list-orders":
      return `lists the orders, ${operation.limit} a page`;
    case "read-product":
      return `reads ${operation.sku}`;
    case "list-products":
      return `lists the products, ${operation.limit} a page`;
    default:
      return wantsOfPeople(operation);
  }
}

/** The members of an answer that a person asks for first. */
function outcome(body: unknown): string {
  if (typeof body !== "object" || body === null) return "";
  const { id, status, total, detail, items, availableIn } = body as Readonly<Record<string, unknown>>;
  if (typeof detail === "string") return `: ${detail}`;
  if (Array.isArray(items)) return `: ${items.map(nameOf).join(", ")}`;
  if (typeof id === "string") return `: ${id} ${String(status)}, total ${String(total)}`;
  return availableIn === undefined ? "" : `: available ${JSON.stringify(availableIn)}`;
}

function nameOf(item: unknown): string {
  const { id, sku, status } = item as Readonly<Record<string, unknown>>;
  return id === undefined ? String(sku) : `${String(id)} ${String(status)}`;
}

function concerns({ operation, orderId, answer }: Try, about: string): boolean {
  switch (operation.kind) {
    case "place-order":
      return orderIdOf(operation.customer, operation.key) === about || operation.lines.some(({ sku }) => sku === about);
    case "read-order":
    case "cancel-order":
      return orderId === about;
    case "list-orders":
      return JSON.stringify(answer?.body ?? "").includes(about);
    case "list-products":
    case "list-conflicts":
      return false;
    case "check-out":
      return operation.customer === about || orderIdOf(operation.customer, operation.key) === about;
    default:
      return Object.values(operation).includes(about);
  }
}

/** `1:02:03.456` past the beginning. */
function time(ms: number): string {
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, (ms / 1_000) % 60];
  return `${hours}:${String(minutes).padStart(2, "0")}:${seconds.toFixed(3).padStart(6, "0")}`;
}
