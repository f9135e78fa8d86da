/** Lines of a bill for a month: what is counted, how often, at which price. What is on the paper is worked out here and nowhere else. */
import { PRICES, type PriceName } from "./prices.ts";

export interface Line {
  readonly what: string;
  readonly arithmetic: string;
  readonly count: number;
  readonly price: PriceName;
}

export function usdOf({ count, price }: Pick<Line, "count" | "price">): number {
  return count * PRICES[price].usd;
}

export function totalOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + usdOf(line), 0);
}

/** As a table of a document, with its sum. */
export function billText(lines: readonly Line[]): string {
  const rows = lines.map(
    (line) =>
      `| ${line.what} | ${line.arithmetic} | ${amount(line.count)} | ${PRICES[line.price].per} | ${usd(usdOf(line))} |`,
  );
  const head = ["| | how it is counted | in a month | | USD |", "| --- | --- | ---: | --- | ---: |"];
  return [...head, ...rows, `| **together** | | | | **${usd(totalOf(lines))}** |`].join("\n");
}

export function usd(value: number): string {
  return value.toFixed(2);
}

/** `4.2 M`, `131,400`, `12`. */
export function amount(value: number): string {
  if (value >= 1_000_000) return `${(value / 1_000_000).toFixed(1)} M`;
  return value >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
}
