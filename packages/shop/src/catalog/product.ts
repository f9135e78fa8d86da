/**
 * A product is kept field by field, the last edit of each field wins: two people may rename it and price it in two regions
 * at once and both edits stand. Each region holds the fields it has edited in a fragment of its own.
 */
import type { Region } from "@tandem/kernel";
import {
  declareFragment,
  type Item,
  type Key,
  lastWriterWinsPerField,
  makePartition,
  mergeRegisters,
  type Partition,
  type Registers,
  type Stamp,
} from "@tandem/replication";
import * as z from "zod";

/** Money is a whole number of cents, and nothing is given away: what cannot be charged cannot be paid. Forty lines of a thousand at this price are still far below 2^53. */
export const PRICE_CENTS_MAX = 100_000_000;
export const PRODUCT_NAME_LENGTH_MAX = 200;

export const Sku = z.string().regex(/^[A-Z0-9-]{1,32}$/, "a sku is 1 to 32 of A-Z, 0-9 and -");
export type Sku = z.infer<typeof Sku>;

export type ProductFields = { readonly name: string; readonly price: number };

const StampText = z.string().transform((stamp) => stamp as Stamp);
const Edit = z.object({
  stamp: StampText,
  over: StampText.nullable().optional(),
  seen: z.record(z.string(), StampText).optional(),
});
const ProductFieldsData = z.object({
  name: Edit.extend({ value: z.string() }).optional(),
  price: Edit.extend({ value: z.number() }).optional(),
});

export const ProductEdits = declareFragment({
  name: "DETAILS",
  version: 1,
  parse: readProductFields,
  answer: lastWriterWinsPerField(),
});

/** What the catalog knows of a product, without its stock. */
export interface ProductDetails {
  readonly sku: Sku;
  readonly name: string;
  readonly price: number;
}

export function productPartition(sku: Sku): Partition {
  return makePartition(["PRODUCT", sku]);
}

export function productKey(sku: Sku, region: Region): Key {
  return ProductEdits.key({ partition: productPartition(sku), region });
}

/** All edits of all regions, merged. */
export function foldProduct(items: readonly Item[]): Registers<ProductFields> {
  return mergeRegisters(productFragments(items));
}

/** What each region says. */
export function productFragments(items: readonly Item[]): readonly Registers<ProductFields>[] {
  return ProductEdits.readAll(items).map(({ data }) => data);
}

export function readProductFields(data: unknown): Registers<ProductFields> {
  const { name, price } = ProductFieldsData.parse(data);
  return { ...(name === undefined ? {} : { name }), ...(price === undefined ? {} : { price }) };
}

/** The product, once it has both a name and a price: half of a product that is arriving is not for sale yet. */
export function detailsOf(sku: Sku, fields: Registers<ProductFields>): ProductDetails | undefined {
  if (fields.name === undefined || fields.price === undefined) return undefined;
  return { sku, name: fields.name.value, price: fields.price.value };
}
