/** `docs/order-fold.md`, made of what the fold and the settling really say: for each set of facts, what the order is and who owes what. */
import { type FactItem, formatStamp, type Item, type Stamp } from "@tandem/replication";
import { foldOrder } from "../orders/fold-order.ts";
import { FOLD_VERSION, ORDER_STATUSES, STATUS_TABLE } from "../orders/order-status.ts";
import { settleOrder } from "../orders/settle-order.ts";
import { foldOfVersion1 } from "./fold-of-version-1.ts";
import { cancelledItem, declinedItem, type FactPlace, paidItem, placedItem, refundedItem } from "./order-items.ts";
import { EAST, NOON_MS, WEST } from "./two-regions.ts";

const TOTAL = 1_200;
/** After all facts of these tests. */
export const SETTLED_AT: Stamp = formatStamp({ ms: NOON_MS + 1_000, counter: 0, region: EAST });

export const RESULTS: Readonly<Record<string, (place: FactPlace) => FactItem>> = {
  PAID: (place) => paidItem(place, TOTAL),
  DECLINED: (place) => declinedItem(place, TOTAL),
  CANCELLED: cancelledItem,
  REFUNDED: (place) => refundedItem(place, TOTAL),
};

/** What one set of facts makes of an order whose stock the east took, and obliges it to. */
export interface FoldLine {
  readonly status: string;
  readonly givesBack: boolean;
  readonly promises: boolean;
  readonly effect: string | undefined;
}

export function foldLine(items: readonly Item[]): FoldLine {
  const { writes, effect } = settleOrder({ items, region: EAST, stamp: SETTLED_AT });
  return {
    status: foldOrder(items)?.status ?? "not found",
    givesBack: writes.some(({ type }) => type === "adjust"),
    promises: writes.some(({ type }) => type === "fragment"),
    effect: effect?.kind,
  };
}

export function itemsOf(facts: readonly string[]): readonly Item[] {
  const results = facts.flatMap((name, index) => RESULTS[name]?.({ region: WEST, atMs: 20 + index }) ?? []);
  return [placedItem({ region: EAST, atMs: 10 }, TOTAL), ...results];
}

const EFFECTS: Readonly<Record<string, string>> = {
  charge: "charge",
  "check-charge": "look whether it was charged",
  refund: "refund",
};

export function orderFoldPage(): string {
  const lines = STATUS_TABLE.lines.map(({ facts }) => {
    const { status, givesBack, promises, effect } = foldLine(itemsOf(facts));
    const known = STATUS_TABLE.facts.map((name) => (facts.includes(name) ? "x" : ""));
    return row([...known, `\`${status}\``, yes(givesBack), yes(promises), EFFECTS[effect ?? ""] ?? ""]);
  });
  const before = STATUS_TABLE.lines.flatMap(({ facts }) => {
    const [now, then] = [foldLine(itemsOf(facts)), foldOfVersion1(itemsOf(facts))];
    if (now.status === then?.status) return [];
    const owed = [then?.owesCharge ? "charge it" : "", then?.owesStock ? "give its stock back" : ""].filter(Boolean);
    return [row([facts.join(", "), `\`${now.status}\``, `\`${then?.status}\``, owed.join(" and ")])];
  });
  return `${[INTRODUCTION, ...lines, READING, ...before, END].join("\n")}\n`;
}

function yes(is: boolean): string {
  return is ? "yes" : "";
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

const INTRODUCTION = `# What an order is, by the facts that have arrived

Made by a test (\`packages/shop/src/orders/order-fold.test.ts\`), which fails when this page says something else than the code, and makes it
anew with \`npx vitest run --project unit packages/shop/src/orders/order-fold.test.ts -u\`.

An order is the facts \`PLACED\`, \`PAID\`, \`DECLINED\`, \`CANCELLED\` and \`REFUNDED\`, each by any region, in whatever order they arrive and however
often. Without a \`PLACED\` it is not found, and nothing is owed. With one it is what its line says; who wrote which, and how many regions said
the same, changes nothing. A status never goes back: ${ORDER_STATUSES.map((status) => `\`${status}\``).join(", ")}, in this order. Fold version ${FOLD_VERSION}.

- *gives back*: a region whose \`PLACED\` it is returns what it took to the shards it took it from, beside its \`RELEASED\`, once.
- *promises a refund*: every region that knows these facts puts the work into its outbox, beside its \`REFUNDING\`, once.
- *at the provider*: what whoever holds a promise in his outbox does next. The charge's key is the order's id and the refund's is
  \`refund:\` and that id, and the provider is asked what it has done before: one charge and one refund, whoever asks. Who looks whether
  a cancelled order was charged does so once nobody who began to charge it can still be at it, and writes what he found: \`PAID\`,
  \`DECLINED\`, or his own \`UNCHARGED\`.

| PAID | DECLINED | CANCELLED | REFUNDED | status | gives back | promises a refund | at the provider |
| --- | --- | --- | --- | --- | --- | --- | --- |`;

const READING = `
\`RELEASED\`, \`REFUNDING\` and \`UNCHARGED\` are what a region has done: its own ends its own obligation, and no other says or changes anything.

Twins, two \`PLACED\` of one order, are decided by the charge: the one whose total \`PAID\` says stands; of equal totals, and before there
is a \`PAID\`, the one with the lower stamp. Once a \`PAID\` is known the other region gives back what it took, and its entry in the customer's
list. A \`PAID\` that fits no \`PLACED\` here yet is shown as \`placed\`, as long as nothing else is known.

## While two releases run

A reader shows what it knows how to read. A fact of a later release it does not know changes nothing of what it shows; but it then gives
nothing back and does nothing at the provider for that order: the work waits in its outbox until the release that knows is deployed there, or
another region has done it.

Version 1 knew no \`CANCELLED\` and no \`REFUNDED\`, and did not wait for what it did not know. Where it shows something else than this version:

| facts | version 2 | version 1 | version 1 would |
| --- | --- | --- | --- |`;

const END = `
A charge that version 1 makes of a cancelled order meets the \`CANCELLED\` wherever version 2 runs, which then refunds it. So customers are let cancel
once the first region runs version 2, and no order is charged and kept; stock of a cancelled order that version 1 holds it gives back after it
is deployed, when its walk comes by.`;
