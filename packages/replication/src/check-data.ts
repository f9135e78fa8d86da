/**
 * What may be stored as data: JSON that every adapter gives back as it was. Whatever DynamoDB could not hold, or would
 * silently change, is found here, before it is sent. Customers' input is checked where it comes in, so this is for bugs.
 */
import { assert } from "@tandem/kernel";
import type { Data, Json } from "./item.ts";

/** DynamoDB nests 32 levels deep, and an item and its data are the first two. */
export const DATA_DEPTH_MAX = 30;
/** DynamoDB's numbers end a little beyond these; a double may be larger or smaller. */
const NUMBER_SIZE_MAX = 1e125;
const NUMBER_SIZE_MIN = 1e-125;

/** Stops unless `data` can be stored; `where` names the item in the message. */
export function checkData(data: Data, where: string): void {
  checkValue(data, { path: `${where}: data`, depth: 0 });
}

function checkValue(value: Json, at: { readonly path: string; readonly depth: number }): void {
  const { path, depth } = at;
  assert(depth <= DATA_DEPTH_MAX, `${path} nests deeper than ${DATA_DEPTH_MAX} levels`);
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "string") {
    assert(value.isWellFormed(), `${path} has half of a surrogate pair, which UTF-8 cannot hold`);
    return;
  }
  if (typeof value === "number") {
    const size = Math.abs(value);
    const fits = size === 0 || (size <= NUMBER_SIZE_MAX && size >= NUMBER_SIZE_MIN);
    assert(fits, `${path} is ${value}, which DynamoDB cannot hold as a number`);
    return;
  }
  if (isList(value)) {
    for (const [index, entry] of value.entries()) checkValue(entry, { path: `${path}[${index}]`, depth: depth + 1 });
    return;
  }
  checkMembers(value, at);
}

function checkMembers(value: Data, { path, depth }: { readonly path: string; readonly depth: number }): void {
  const prototype: unknown = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  assert(prototype === Object.prototype || prototype === null, `${path} is not plain JSON`);
  for (const [name, member] of Object.entries(value)) {
    assert(
      name !== "" && name !== "__proto__" && name.isWellFormed(),
      `${path} has a member that cannot be stored: ${JSON.stringify(name)}`,
    );
    if (member !== undefined) checkValue(member, { path: `${path}.${name}`, depth: depth + 1 });
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
