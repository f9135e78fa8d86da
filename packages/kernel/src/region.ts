/**
 * A region is a value that is passed, never a setting that is looked up. The list of regions has an order, which gives
 * ports and tie-breaks; no region in it is more than another.
 */
import { assert } from "./assert.ts";

declare const regionBrand: unique symbol;
export type Region = string & { readonly [regionBrand]: true };

/** Two regions are promised, three are simulated, four are refused: escrow and routing were never thought through for more. */
export const REGION_COUNT_MAX = 3;
/** AWS's own form: area, place, number. */
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

export function isRegion(value: string): value is Region {
  return REGION.test(value);
}

/** The region named by `value`; stops when it is none, since a region comes from configuration, never from a customer. */
export function region(value: string): Region {
  assert(isRegion(value), `not a region: ${JSON.stringify(value)}; a region looks like us-east-1`);
  return value;
}

/** The regions of one world, checked: one to three, no two the same. */
export function regionList(values: readonly string[]): readonly Region[] {
  const list = values.map(region);
  assert(list.length >= 1, "a world has at least one region");
  assert(list.length <= REGION_COUNT_MAX, `at most ${REGION_COUNT_MAX} regions, not ${list.length}`);
  assert(new Set(list).size === list.length, `a region is named twice in ${list.join(", ")}`);
  return list;
}
