import { createSeededRandom, DAY_MS } from "@tandem/kernel";
import { expect, test } from "vitest";
import { drawPlan, OPERATION_COUNT } from "./draw-plan.ts";
import type { Plan } from "./plan.ts";

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed + 1);
const plans = () => SEEDS.map((seed) => drawPlan(createSeededRandom(seed)));

test("a seed gives one plan, as data that a file can keep", () => {
  const [plan] = plans();

  expect(plans()[0]).toEqual(plan);
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  expect(plans()[1]).not.toEqual(plan);
});

test("a plan is of two hundred operations by time, each with an id of its own", () => {
  for (const { operations } of plans()) {
    expect(operations).toHaveLength(OPERATION_COUNT);
    expect(new Set(operations.map(({ id }) => id)).size).toBe(OPERATION_COUNT);
    expect(operations.map(({ afterMs }) => afterMs)).toEqual(
      operations.map(({ afterMs }) => afterMs).toSorted((left, right) => left - right),
    );
  }
});

test("seeds differ in their mix: regions, kinds, repetitions elsewhere and with another content", () => {
  const all = plans();
  const kinds = all.map(({ operations }) => new Set(operations.map(({ operation }) => operation.kind)).size);
  const repeats = all.map(({ operations }) => {
    const orders = operations.flatMap((planned) => (planned.operation.kind === "place-order" ? [planned] : []));
    return [...Map.groupBy(orders, ({ operation }) => operation.kind === "place-order" && operation.key).values()];
  });
  const isElsewhere = repeats.flat().filter((uses) => new Set(uses.map(({ region }) => region)).size > 1);
  const isOther = repeats
    .flat()
    .filter((uses) => new Set(uses.map(({ operation }) => JSON.stringify(operation))).size > 1);

  expect(new Set(all.map(({ regions }) => regions.length))).toEqual(new Set([2, 3]));
  expect(new Set(kinds).size).toBeGreaterThan(2);
  expect(isElsewhere.length).toBeGreaterThan(100);
  expect(isOther.length).toBeGreaterThan(20);
  expect(repeats.filter((uses) => uses.every(({ length }) => length === 1)).length).toBeGreaterThan(5);
});

test("some people cancel: again under the same key, two at once, and what may be another's; some restocks use a key again", () => {
  const operations = plans().flatMap((plan) => plan.operations.map((planned) => ({ ...planned, plan })));
  const cancels = operations.flatMap(({ operation, plan, afterMs }) =>
    operation.kind === "cancel-order" ? [{ ...operation, plan, afterMs }] : [],
  );
  const byKey = Map.groupBy(cancels, ({ key }) => key);
  const placedBy = (plan: Plan, id: string) => plan.operations.find((planned) => planned.id === id)?.operation;
  const isOthers = cancels.filter(({ plan, placedBy: id, customer }) => {
    const placed = placedBy(plan, id);
    return placed?.kind === "place-order" && placed.customer !== customer;
  });
  const atOnce = new Set(cancels.map(({ placedBy: id, afterMs }) => `${id} ${afterMs}`)).size;
  const quantities = Map.groupBy(
    operations.flatMap(({ operation }) => (operation.kind === "restock" ? [operation] : [])),
    ({ key }) => key,
  );

  expect([...byKey.values()].some(({ length }) => length > 1)).toBe(true);
  expect(isOthers.length).toBeGreaterThan(10);
  expect(atOnce).toBeLessThan(cancels.length);
  expect([...quantities.values()].some((all) => new Set(all.map(({ quantity }) => quantity)).size > 1)).toBe(true);
});

test("some plans last for days, ask by the shared name, rush at one product, and go to the limits", () => {
  const all = plans();
  const operations = all.flatMap((plan) => plan.operations);
  const quantities = operations.flatMap(({ operation }) =>
    operation.kind === "place-order" ? operation.lines.map(({ quantity }) => quantity) : [],
  );
  const atOnce = all.map((plan) => {
    const puts = plan.operations.flatMap(({ operation, afterMs }) =>
      operation.kind === "put-product" ? [`${operation.sku} at ${afterMs}`] : [],
    );
    return puts.length - new Set(puts).size;
  });

  expect(all.some((plan) => (plan.operations.at(-1)?.afterMs ?? 0) > DAY_MS && plan.tickMinutes !== undefined)).toBe(
    true,
  );
  expect(operations.some(({ byName }) => byName === true)).toBe(true);
  expect(operations.some(({ operation, byName }) => operation.kind === "restock" && byName === true)).toBe(false);
  expect([0, 1_000, 1_001].every((quantity) => quantities.includes(quantity))).toBe(true);
  expect(Math.max(...atOnce)).toBeGreaterThan(5);
});
