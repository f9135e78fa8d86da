/**
 * One region's programs over a table in memory, for tests: the stream, the queue and the provider are as simple as they can be, and every
 * change is a hint that waits until it is worked on. What AWS makes of that is the simulation's business.
 */
import { createMemoryClaims } from "@tandem/claims";
import type { Change, Hint } from "@tandem/delivery";
import { createManualClock, createSeededRandom, type ManualClock, type Region, region } from "@tandem/kernel";
import {
  createMemoryRegionTable,
  createMemoryReplica,
  createStampClock,
  type Item,
  type MemoryReplica,
} from "@tandem/replication";
import type { PaymentRequest, Payments } from "@tandem/shop";
import { createRegionProgram } from "../programs/region-program.ts";
import type { TickProgram } from "../programs/tick-program.ts";

export const EAST = region("us-east-1");
export const WEST = region("us-west-2");
const NOON_MS = Date.UTC(2026, 10, 21, 12);

export interface MemoryRegion {
  readonly clock: ManualClock;
  readonly replica: MemoryReplica;
  readonly tick: TickProgram;
  readonly seen: Seen;
  isQueueAway: boolean;
  ask(route: string, asked: Asked): Promise<Answered>;
  /** Works on every message. */
  work(): Promise<void>;
}

/** What the region's surroundings have seen of it. */
interface Seen {
  readonly messages: Hint[];
  readonly charges: PaymentRequest[];
  readonly metrics: string[];
  readonly logged: string[];
  /** The points where stopping would hurt. */
  readonly hazards: Set<string>;
}

interface Asked {
  readonly as: "customer" | "operator";
  readonly body?: unknown;
  readonly key?: string;
}

interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export function createMemoryRegion(name: Region = EAST): MemoryRegion {
  const clock = createManualClock(NOON_MS);
  const replica = createMemoryReplica();
  const stamps = createStampClock({ region: name, clock });
  const seen: Seen = { messages: [], charges: [], metrics: [], logged: [], hazards: new Set() };
  const ports = {
    regions: [EAST, WEST],
    table: createMemoryRegionTable({ region: name, clock, replica, onAnswer: stamps.witness }),
    stamps,
    clock,
    random: createSeededRandom(1),
    log: ({ message }: { readonly message: string }) => void seen.logged.push(message),
    hazard: async (point: string) => void seen.hazards.add(point),
    payments: createProvider(seen.charges),
    claims: createMemoryClaims(),
    queue: {
      send: async (hints: readonly Hint[]) => void seen.messages.push(...hints),
      async depth() {
        if (memory.isQueueAway) throw new TypeError("the queue is away");
        return seen.messages.length;
      },
    },
  };
  const program = createRegionProgram({ tokens: { verify: readToken }, onMetric: (line) => seen.metrics.push(line) });
  const api = program.api(ports);
  const worker = program.worker(ports);
  replica.watch((changes) => {
    const items = changes.flatMap(({ after }) => after ?? []);
    seen.messages.push(...program.hintsOf(items.map(changeOf), name));
  });
  const memory: MemoryRegion = {
    clock,
    replica,
    tick: program.tick(ports),
    seen,
    isQueueAway: false,
    async ask(route, asked) {
      const response = await api.fetch(requestOf(route, asked));
      return { status: response.status, body: (await response.json()) as Answered["body"] };
    },
    async work() {
      for (let hint = seen.messages.shift(); hint !== undefined; hint = seen.messages.shift())
        await worker.consume(hint);
    },
  };
  return memory;
}

/** Every item of `from` as it stands arrives in `to`, and nobody there is woken. */
export function carryItems(from: MemoryRegion, to: MemoryRegion): void {
  const items = from.replica.scan(undefined, Number.POSITIVE_INFINITY);
  to.replica.replace(items.map((item) => ({ partition: item.partition, sort: item.sort, after: item })));
  to.seen.messages.length = 0;
}

function createProvider(charges: PaymentRequest[]): Payments {
  return {
    async charge(request) {
      charges.push(request);
      return { kind: "charged", chargeId: `chg_${charges.length}`, amount: request.amount };
    },
    findCharge: async () => ({ kind: "none" }),
    refund: async ({ orderId, amount }) => ({ kind: "refunded", refundId: `ref_${orderId}`, amount }),
    findRefund: async () => ({ kind: "none" }),
  };
}

function changeOf(item: Item): Change {
  const { partition, sort, region } = item;
  const record = item.kind === "fragment" ? item.data["record"] : undefined;
  const wake = item.kind === "counter" ? undefined : item.wake;
  return { partition, sort, region, wake, record: typeof record === "string" ? record : undefined };
}

/** A token says its bearer's role: `a.operator.z`. */
async function readToken(token: string) {
  return { customer: "ada", role: token.split(".")[1] === "operator" ? "operator" : "customer" } as const;
}

function requestOf(route: string, { as, body, key = "a-key-of-sixteen-or-more" }: Asked): Request {
  const [method = "GET", path = "/"] = route.split(" ");
  return new Request(`https://shop.example${path}`, {
    method,
    headers: { Authorization: `Bearer a.${as}.z`, "Content-Type": "application/json", "Idempotency-Key": key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
