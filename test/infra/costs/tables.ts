/** The tables of `docs/costs.md` as they must stand there, by name: made from counts and prices, so that the document cannot say anything else. */
import { atRest } from "./at-rest.ts";
import { amount, billText, totalOf, usd } from "./bill.ts";
import type { CountedGraph } from "./counted-graph.ts";
import type { MeasuredShop } from "./measured-shop.ts";
import type { Units } from "./metered-table.ts";
import { ASSUMED, PRICES } from "./prices.ts";
import { eachGb, orderUnits, underLoad } from "./under-load.ts";

const DAYS = 30.4;

export function costTables(graph: CountedGraph, shop: MeasuredShop): Readonly<Record<string, string>> {
  return {
    summary: summary(graph, shop),
    order: orderTable(shop),
    looks: looksTable(shop),
    "at-rest": billText(atRest(graph, shop)),
    "under-load": billText(underLoad(graph, shop)),
    "each-gb": billText(eachGb(graph)),
    prices: pricesTable(),
    assumptions: assumptionsTable(),
  };
}

function summary(graph: CountedGraph, shop: MeasuredShop): string {
  const rest = totalOf(atRest(graph, shop));
  const load = totalOf(underLoad(graph, shop));
  const gbPerDay = (10 * 86_400 * shop.order.bytes) / 1_000_000_000;
  return table(
    ["", "USD a month"],
    [
      ["at rest, both regions", usd(rest)],
      ["100 requests a second on top, ten of them orders", usd(load)],
      [`each GB in the table; ten orders a second write ${amount(gbPerDay)} GB a day`, usd(totalOf(eachGb(graph)))],
      [
        `the first month's orders, ${amount(gbPerDay * DAYS)} GB, once all of their backups stand`,
        usd(gbPerDay * DAYS * totalOf(eachGb(graph))),
      ],
    ],
  );
}

function orderTable(shop: MeasuredShop): string {
  const { placing, paying, elsewhere, hints, bytes, items } = shop.order;
  const rows: readonly (readonly [string, Units])[] = [
    ["placing it, where the customer is", placing],
    ["having it paid, there", paying],
    ["what its facts cause in the other region", elsewhere],
  ];
  return [
    table(
      ["one order of one line", "written here", "replicated there", "read here"],
      rows.map(([what, { writes, replicated, reads }]) => [what, String(writes), String(replicated), String(reads)]),
    ),
    "",
    `Together ${orderUnits(shop, 2)} write units in two regions and ${orderUnits(shop, 3)} in three. It gives ${hints} hints, and leaves ${items} items of ${amount(bytes)} bytes together in each region; the largest item it writes has ${placing.largest} bytes.`,
  ].join("\n");
}

function looksTable(shop: MeasuredShop): string {
  const rows = [
    ["`GET /products`", shop.list],
    ["`GET /products/{sku}`", shop.product],
    ["`GET /orders/{id}`", shop.ownOrder],
    ["`GET /orders`", shop.ownOrders],
    ["a tick with nothing to do", shop.tick],
  ] as const;
  return table(
    ["", "read units", "write units"],
    rows.map(([what, { reads, writes }]) => [what, String(reads), String(writes)]),
  );
}

function pricesTable(): string {
  const rows = Object.values(PRICES).map(({ usd: price, per, source }) => [per, priceOf(price), source]);
  return table(["", "USD", "from"], rows);
}

function assumptionsTable(): string {
  const rows = Object.entries(ASSUMED).map(([name, { value, why }]) => [
    `\`${name}\``,
    value.toLocaleString("en"),
    why,
  ]);
  return table(["", "", "why"], rows);
}

/** Small ones by the million. */
function priceOf(price: number): string {
  if (price >= 0.01) return usd(price);
  return `${Number((price * 1_000_000).toPrecision(6))} a million`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const isNumber = (index: number) => rows.every((row) => /^[\d.,]+$/.test(row[index] ?? ""));
  return [line(head), line(head.map((_, index) => (isNumber(index) ? "---:" : "---"))), ...rows.map(line)].join("\n");
}
