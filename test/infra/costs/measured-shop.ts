/**
 * What one order, one look and one minute use, counted while the real code does them: two regions in memory, joined as a global table joins
 * them, with the stream, the hints and the consumer of each. What is charged for is so never a guess of whoever wrote the document.
 */
import {
  beat,
  createConsumer,
  createSweep,
  createWalk,
  hintsOf,
  parseIdempotencyKey,
  readOutboxState,
} from "@tandem/delivery";
import { createManualClock, createSeededRandom, MINUTE_MS, must, type Region, region, SECOND_MS } from "@tandem/kernel";
import { createMemoryRegionTable, createMemoryReplica, createStampClock, type Item } from "@tandem/replication";
import { createTableProbe } from "@tandem/resilience";
import { createOrderWork, createShop, createStockRound, isOrderPartition, orderSettlement } from "@tandem/shop";
import { bytesOf, meterTable, type Units } from "./metered-table.ts";

export interface OneOrder {
  /** The customer's own request, with warm prices. */
  readonly placing: Units;
  /** All that is done afterwards where it was placed, until it is paid. */
  readonly paying: Units;
  /** What a peer does because the order's facts arrive there. */
  readonly elsewhere: Units;
  /** Hints that the streams of all regions give for it: each is a message, at most. */
  readonly hints: number;
  /** What is left of it in each region. */
  readonly bytes: number;
  readonly items: number;
}

export interface MeasuredShop {
  readonly order: OneOrder;
  readonly list: Units;
  readonly product: Units;
  readonly ownOrder: Units;
  readonly ownOrders: Units;
  /** A tick of a region with the sample catalog, nothing waiting and no walk due. */
  readonly tick: Units;
  /** What readiness asks of its table, to know that it can be read and written. */
  readonly verdict: Units;
}

const REGIONS = [region("us-west-2"), region("us-east-1")] as const;
const CATALOG = ["TANDEM-BIKE", "BELL", "LAMP", "SADDLE", "MAP", "POSTER"];
const LIST_ITEMS = 20;
/** Neither is reached. */
const PAYMENTS = {
  findCharge: async () => ({ kind: "none" }) as const,
  charge: async ({ amount }: { readonly amount: number }) =>
    ({ kind: "charged", chargeId: "chg_0123456789abcdef0123456789", amount }) as const,
  findRefund: async () => ({ kind: "none" }) as const,
  refund: async ({ amount }: { readonly amount: number }) =>
    ({ kind: "refunded", refundId: "ref_0123456789abcdef0123456789", amount }) as const,
};

export async function measureShop(): Promise<MeasuredShop> {
  const { home, peer, clock } = createPair();
  for (const sku of CATALOG) {
    await home.shop.defineProduct({ sku, name: `A thing called ${sku}`, price: 1_450 });
    await home.shop.restock({ key: keyOf(`restock-${sku}`), sku, quantity: 400 });
  }
  // The first order warms the prices.
  await place(home, "first");
  await home.workAll();
  await peer.workAll();
  home.meter.take();
  peer.meter.take();
  const before = home.stored();

  const orderId = await place(home, "measured");
  const placing = home.meter.take();
  const hintsAtHome = await home.workAll();
  const paying = home.meter.take();
  const hintsElsewhere = await peer.workAll();
  const elsewhere = peer.meter.take();
  const after = home.stored();
  const order = {
    ...{ placing, paying, elsewhere, hints: hintsAtHome + hintsElsewhere },
    ...{ bytes: after.bytes - before.bytes, items: after.items - before.items },
  };

  await home.shop.products({ limit: LIST_ITEMS });
  const list = home.meter.take();
  await home.shop.product("BELL");
  const product = home.meter.take();
  await home.shop.order({ orderId, customer: CUSTOMER });
  const ownOrder = home.meter.take();
  await home.shop.orders({ customer: CUSTOMER, limit: LIST_ITEMS });
  const ownOrders = home.meter.take();
  // The first one writes what the orders above have changed and ends a walk; the second is that of an idle minute.
  await home.tick();
  clock.advance(MINUTE_MS);
  home.meter.take();
  await home.tick();
  const tick = home.meter.take();
  await home.probe();
  return { order, list, product, ownOrder, ownOrders, tick, verdict: home.meter.take() };
}

const CUSTOMER = "cus_0123456789abcdef0123456789";

async function place(home: Measured, name: string): Promise<string> {
  const placed = await home.shop.placeOrder({
    customer: CUSTOMER,
    key: keyOf(name),
    lines: [{ sku: "BELL", quantity: 1 }],
  });
  return must(placed.ok ? placed.value.id : undefined, "the order is taken");
}

function keyOf(name: string) {
  const key = parseIdempotencyKey(`costs-of-an-order-${name}`);
  return must(key.ok ? key.value : undefined, "it is a key");
}

type Measured = ReturnType<typeof createPair>["home"];

function createPair() {
  const clock = createManualClock(Date.UTC(2026, 10, 21, 12));
  const replicas = REGIONS.map(() => createMemoryReplica());
  const [home, peer] = REGIONS.map((own, index) => createRegion(own, index));
  return { home: must(home, "there is a home"), peer: must(peer, "there is a peer"), clock };

  function createRegion(own: Region, index: number) {
    const random = createSeededRandom(index + 1);
    const stamps = createStampClock({ region: own, clock });
    stamps.witness(clock.nowMs());
    const replica = must(replicas[index], "each region has a replica");
    const plain = createMemoryRegionTable({ region: own, clock, replica, onAnswer: stamps.witness });
    // An erased item was as large as it is; before its commit nobody knows, and a promise is below 1 KB.
    const meter = meterTable(plain, (write) => replica.at(write.key));
    const { table } = meter;
    const changed: Item[] = [];
    replica.watch((changes) => {
      changed.push(...changes.flatMap(({ after }) => after ?? []));
      const sent = changes.filter(({ before, after }) => (after ?? before)?.region === own);
      if (sent.length > 0) must(replicas[1 - index], "it has a peer").replace(sent);
    });
    const context = { table, stamps, clock, random, regions: REGIONS };
    const backoff = { firstMs: SECOND_MS, mostMs: MINUTE_MS };
    const consumer = createConsumer({
      ...context,
      product: createOrderWork({ ...context, payments: PAYMENTS }),
      backoff,
    });
    const queue = { send: () => Promise.resolve(), depth: () => Promise.resolve(0) };
    const policy = { graceMs: 30 * SECOND_MS, askAgainMostMs: 15 * MINUTE_MS, depthMax: 3_000 };
    const sweep = createSweep({ table, queue, clock, policy });
    const settlement = { product: orderSettlement, isRecord: isOrderPartition, policy: { restMs: 10 * MINUTE_MS } };
    const walk = createWalk({ ...context, ...settlement });
    const stock = createStockRound(context);
    return {
      meter,
      shop: createShop(context),
      /** Does what the stream hints at until it is silent; how many hints that took. */
      async workAll() {
        let count = 0;
        while (changed.length > 0) {
          const hints = hintsOf(changed.splice(0).map(changeOf), own);
          for (const hint of hints) await consumer.consume(hint);
          count += hints.length;
        }
        return count;
      },
      async probe() {
        const probe = createTableProbe(context);
        const { signal } = new AbortController();
        await probe.readTable(signal);
        await probe.writeTable(signal);
      },
      async tick() {
        await Promise.all([walk.run(), readOutboxState(table, clock.nowMs()), beat(context), sweep.run()]);
        await stock.run();
      },
      stored() {
        const items = replica.scan(undefined, 1_000);
        return { items: items.length, bytes: items.reduce((sum, item) => sum + bytesOf(item), 0) };
      },
    };
  }
}

function changeOf(item: Item) {
  const { partition, sort, region: own } = item;
  const data = item.kind === "counter" ? {} : item.data;
  const wake = item.kind === "counter" ? undefined : item.wake;
  return {
    partition,
    sort,
    region: own,
    wake,
    record: typeof data["record"] === "string" ? data["record"] : undefined,
  };
}
