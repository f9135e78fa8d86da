/**
 * `docs/costs.md` says what the graph holds and what the code writes, times the prices: each of its tables is made here, from an order that is
 * really placed and paid, and must stand there word for word.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { atRest } from "./costs/at-rest.ts";
import { totalOf } from "./costs/bill.ts";
import { type CountedGraph, countGraph } from "./costs/counted-graph.ts";
import { type MeasuredShop, measureShop } from "./costs/measured-shop.ts";
import { costTables } from "./costs/tables.ts";
import { orderUnits } from "./costs/under-load.ts";
import { deploy, PREVIEW_OF_12, PRODUCTION } from "./deployment.ts";
import { ROOT } from "./graph/platform.ts";

const KB = 1_024;
const DOCUMENT = join(ROOT, "docs", "costs.md");
const BLOCK = /(<!-- begin (\S+) -->\n)[\s\S]*?(\n<!-- end \2 -->)/g;
const TABLES = ["summary", "order", "looks", "at-rest", "under-load", "each-gb", "prices", "assumptions"];

let graph: CountedGraph;
let preview: CountedGraph;
let shop: MeasuredShop;
let document: string;

beforeAll(async () => {
  shop = await measureShop();
  graph = countGraph(await deploy(PRODUCTION));
  preview = countGraph(await deploy(PREVIEW_OF_12));
  document = readFileSync(DOCUMENT, "utf8");
});

test("an order is one transaction of five and one of two, and every item of it fits into one unit", () => {
  const { placing, paying, elsewhere } = shop.order;

  // The fact, the peer's absent one, the stock, the promise and the list entry; then the payment and the promise kept.
  expect([placing.writes, paying.writes, elsewhere.writes]).toEqual([5 * 2, 2 * 2, 0]);
  // Of the one that is absent there is nothing to replicate.
  expect([placing.replicated, paying.replicated]).toEqual([4, 2]);
  expect(Math.max(placing.largest, paying.largest)).toBeLessThan(KB);
  expect(orderUnits(shop, 3) - orderUnits(shop, 2)).toBe(6);
});

test("in the other region an order causes a look and no write", () => {
  expect(shop.order.elsewhere).toMatchObject({ writes: 0, replicated: 0 });
  expect(shop.order.elsewhere.reads).toBeGreaterThan(0);
});

describe("docs/costs.md", () => {
  test("has its tables as they are counted now: `-u` writes them anew", async () => {
    await expect(withTables(document, costTables(graph, shop))).toMatchFileSnapshot(DOCUMENT);
  });

  test("has no other table", () => {
    expect([...document.matchAll(/<!-- begin (\S+) -->/g)].map(([, name]) => name).sort()).toEqual(TABLES.toSorted());
    expect(Object.keys(costTables(graph, shop)).sort()).toEqual(TABLES.toSorted());
  });
});

test("one more alarm, check or write unit makes another document", () => {
  const standing = costTables(graph, shop);
  const { order } = shop;
  const dearer = { ...shop, order: { ...order, placing: { ...order.placing, writes: order.placing.writes + 2 } } };

  expect(costTables({ ...graph, alarmMetrics: graph.alarmMetrics + 1 }, shop)["at-rest"]).not.toBe(standing["at-rest"]);
  expect(costTables({ ...graph, endpointChecks: 5 }, shop)["at-rest"]).not.toBe(standing["at-rest"]);
  expect(costTables(graph, dearer)["under-load"]).not.toBe(standing["under-load"]);
});

test("a preview has nothing that costs while it sleeps, but its tick, its queue and its routes' metrics", () => {
  expect(preview).toMatchObject({ alarms: 0, compositeAlarms: 0, dashboards: 0, endpointChecks: 0, vaults: 0 });
  expect(totalOf(atRest(graph, shop))).toBeGreaterThan(100);
});

function withTables(text: string, tables: Readonly<Record<string, string>>): string {
  return text.replace(BLOCK, (_, begin, name, end) => `${begin}${tables[name] ?? "there is no such table"}${end}`);
}
