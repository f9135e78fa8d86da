/** What a hundred requests a second cost on top of rest, and what each GB costs that stays. All regions together. */

import { GB, logged, seconds } from "./at-rest.ts";
import type { Line } from "./bill.ts";
import type { CountedGraph } from "./counted-graph.ts";
import type { MeasuredShop } from "./measured-shop.ts";
import { ASSUMED } from "./prices.ts";

/** Requests a second, of all regions together. */
export const MIX = { list: 50, product: 20, ownOrder: 10, ownOrders: 10, order: 10 } as const;
const MONTH_S = ASSUMED.monthSeconds.value;
/** To send it, to receive it and to delete it, when none shares a request with another. */
const QUEUE_REQUESTS = 3;
/** What replication carries of a written item, in bytes: half of what a unit may hold. */
const REPLICATED_BYTES = 500;
const LOOKS = ["list", "product", "ownOrder", "ownOrders"] as const;

/** Write units of one order, in all regions together. */
export function orderUnits({ order }: MeasuredShop, regions: number): number {
  const { placing, paying, elsewhere } = order;
  const own = placing.writes + paying.writes + elsewhere.writes;
  return own + (placing.replicated + paying.replicated + elsewhere.replicated) * (regions - 1);
}

export function underLoad(graph: CountedGraph, shop: MeasuredShop): readonly Line[] {
  const requests = Object.values(MIX).reduce((sum, each) => sum + each, 0) * MONTH_S;
  return [...answering(requests, shop), ...paying(graph, shop), ...telling(requests, graph, shop)];
}

function answering(requests: number, shop: MeasuredShop): readonly Line[] {
  const orders = MIX.order * MONTH_S;
  const looks = requests - orders;
  const reads = LOOKS.reduce((sum, name) => sum + MIX[name] * MONTH_S * shop[name].reads, 0);
  const each = LOOKS.map((name) => `${MIX[name]} x ${shop[name].reads}`).join(" + ");
  return [
    { what: "requests", arithmetic: `${requests / MONTH_S} a second`, count: requests, price: "httpRequest" },
    { what: "the api", arithmetic: "one each", count: requests, price: "invocation" },
    { what: "its time for looks", ...seconds("api", looks, ASSUMED.readMs.value), price: "gbSecond" },
    { what: "its time for orders", ...seconds("api", orders, ASSUMED.orderMs.value), price: "gbSecond" },
    { what: "looks: reads", arithmetic: `(${each}) a second`, count: reads, price: "readUnit" },
  ];
}

function paying({ regions }: CountedGraph, shop: MeasuredShop): readonly Line[] {
  const orders = MIX.order * MONTH_S;
  const { order } = shop;
  const units = orderUnits(shop, regions);
  const reads = order.placing.reads + order.paying.reads + order.elsewhere.reads * (regions - 1);
  const messages = orders * order.hints;
  const listings = (regions * regions * ASSUMED.changingProducts.value * MONTH_S) / 60;
  return [
    { what: "orders: writes", arithmetic: `${units} units each`, count: orders * units, price: "writeUnit" },
    { what: "orders: reads", arithmetic: `${reads} units each`, count: orders * reads, price: "readUnit" },
    {
      what: "hints read from the streams",
      arithmetic: `${order.hints} an order, each by itself`,
      count: messages,
      price: "invocation",
    },
    { what: "their time", ...seconds("on-table-change", messages, ASSUMED.hintMs.value), price: "gbSecond" },
    {
      what: "messages",
      arithmetic: `${QUEUE_REQUESTS} requests each`,
      count: messages * QUEUE_REQUESTS,
      price: "queueRequest",
    },
    { what: "the worker", arithmetic: "one each", count: messages, price: "invocation" },
    { what: "its time", ...seconds("on-message", messages, ASSUMED.messageMs.value), price: "gbSecond" },
    {
      what: "listings brought up to date",
      arithmetic: `${ASSUMED.changingProducts.value} products a minute, by ${regions} regions into ${regions}`,
      count: listings,
      price: "writeUnit",
    },
  ];
}

function telling(requests: number, { regions }: CountedGraph, { order }: MeasuredShop): readonly Line[] {
  const orders = MIX.order * MONTH_S;
  const invocations = requests + 2 * orders * order.hints;
  const written = order.placing.replicated + order.paying.replicated;
  const moved = orders * written * (regions - 1) * REPLICATED_BYTES;
  return [
    { what: "access log", ...logged(requests, ASSUMED.accessLineBytes.value), price: "logGb" },
    { what: "log of the functions", ...logged(invocations, ASSUMED.invocationLogBytes.value), price: "logGb" },
    {
      what: "answers",
      arithmetic: `${ASSUMED.answerBytes.value} bytes each`,
      count: (requests * ASSUMED.answerBytes.value) / GB,
      price: "transferOutGb",
    },
    {
      what: "replication",
      arithmetic: `${written} items an order, ${REPLICATED_BYTES} bytes each`,
      count: moved / GB,
      price: "transferRegionsGb",
    },
  ];
}

/** For each GB of the table, once the oldest backup is as old as they get. */
export function eachGb({ regions, vaults }: CountedGraph): readonly Line[] {
  const kept = ASSUMED.keptBackups.value;
  return [
    { what: "in the replicas", arithmetic: `${regions} regions`, count: regions, price: "storedGb" },
    { what: "recovery to any second", arithmetic: `${regions} regions`, count: regions, price: "recoveryGb" },
    {
      what: "backups",
      arithmetic: `${kept} days x ${vaults} vaults, each whole`,
      count: kept * vaults,
      price: "backupGb",
    },
    { what: "copies to the other vault", arithmetic: "one a day", count: MONTH_S / 86_400, price: "transferRegionsGb" },
  ];
}
