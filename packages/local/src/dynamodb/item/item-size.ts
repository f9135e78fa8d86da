/**
 * How large an item is, as AWS documents it: names and texts by their UTF-8 bytes, a number about one byte for two digits
 * and one more, a list or map three bytes more, one for each member. Stream records say their size.
 */
import type { AttributeValue, Item } from "./attribute.ts";

const CONTAINER_BYTES = 3;
const MEMBER_BYTES = 1;

export function itemBytes(item: Item | undefined): number {
  if (item === undefined) return 0;
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) bytes += Buffer.byteLength(name) + valueBytes(value);
  return bytes;
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return Buffer.byteLength(value.B, "base64");
  if (value.SS !== undefined) return sum(value.SS, (text) => Buffer.byteLength(text));
  if (value.NS !== undefined) return sum(value.NS, numberBytes);
  if (value.BS !== undefined) return sum(value.BS, (base64) => Buffer.byteLength(base64, "base64"));
  if (value.L !== undefined) return CONTAINER_BYTES + sum(value.L, (member) => MEMBER_BYTES + valueBytes(member));
  if (value.M !== undefined) {
    return CONTAINER_BYTES + itemBytes(value.M) + MEMBER_BYTES * Object.keys(value.M).length;
  }
  return 1;
}

function numberBytes(text: string): number {
  const digits = text.replace(/[^0-9]/g, "").replace(/^0+|0+$/g, "");
  return Math.ceil(digits.length / 2) + 1;
}

function sum<T>(members: readonly T[], bytes: (member: T) => number): number {
  return members.reduce((total, member) => total + bytes(member), 0);
}
