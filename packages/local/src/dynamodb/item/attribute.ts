/**
 * Items as they stand on the wire. The journal keeps an image of each item in the engine's own writing, so that what a
 * stream shows is what a read would have shown, and so that "did this write change anything?" is a comparison of values
 * and not of spellings: numbers, base64, the order of attributes and of sets differ without meaning anything.
 */
import type { AttributeValue } from "aws-lambda";
import { plainDecimal } from "./decimal.ts";

export type { AttributeValue };
export type Item = Readonly<Record<string, AttributeValue>>;

/** The item as the engine will write it when it is read back. */
export function storedItem(item: Item): Item {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, storedValue(value)]));
}

export function storedValue(value: AttributeValue): AttributeValue {
  if (value.N !== undefined) return { N: storedNumber(value.N) };
  if (value.NS !== undefined) return { NS: value.NS.map(storedNumber) };
  if (value.B !== undefined) return { B: storedBytes(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(storedBytes) };
  if (value.L !== undefined) return { L: value.L.map(storedValue) };
  if (value.M !== undefined) return { M: { ...storedItem(value.M) } };
  return value;
}

function storedNumber(text: string): string {
  return plainDecimal(text) ?? text;
}

function storedBytes(base64: string): string {
  return Buffer.from(base64, "base64").toString("base64");
}

/** Whether two images mean the same; two absent items do. */
export function sameItem(one: Item | undefined, other: Item | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return JSON.stringify(comparable({ M: { ...one } })) === JSON.stringify(comparable({ M: { ...other } }));
}

/** A form in which equal values have equal JSON: attributes and members of sets sorted, numbers and bytes written one way. */
function comparable(value: AttributeValue): unknown {
  if (value.M !== undefined) {
    const entries = Object.entries(value.M).sort(([one], [other]) => (one < other ? -1 : 1));
    return { M: entries.map(([name, member]) => [name, comparable(member)]) };
  }
  if (value.L !== undefined) return { L: value.L.map(comparable) };
  const stored = storedValue(value);
  if (stored.NS !== undefined) return { NS: [...stored.NS].sort() };
  if (stored.SS !== undefined) return { SS: [...stored.SS].sort() };
  if (stored.BS !== undefined) return { BS: [...stored.BS].sort() };
  return stored;
}
