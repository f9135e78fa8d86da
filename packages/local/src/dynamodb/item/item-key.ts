/**
 * The name of one item: its key attributes in the order of the key schema, written one way, as JSON. Locks, the journal
 * and replication all speak of items by this text, and it can be handed back to the engine as a `Key`.
 */
import type { AttributeValue, Item } from "./attribute.ts";
import { storedValue } from "./attribute.ts";

declare const itemKeyBrand: unique symbol;
export type ItemKey = string & { readonly [itemKeyBrand]: true };

const KEY_TYPES = ["S", "N", "B"] as const;

/** The key in `attributes` (an item, or a `Key`); undefined when it has none that could be right: the engine will refuse it. */
export function itemKey(keyNames: readonly string[], attributes: unknown): ItemKey | undefined {
  if (typeof attributes !== "object" || attributes === null) return undefined;
  const key: [string, AttributeValue][] = [];
  for (const name of keyNames) {
    const value = Object.hasOwn(attributes, name) ? (attributes as Item)[name] : undefined;
    if (typeof value !== "object" || value === null) return undefined;
    const type = KEY_TYPES.find((candidate) => typeof value[candidate] === "string");
    if (type === undefined) return undefined;
    key.push([name, storedValue({ [type]: value[type] } as AttributeValue)]);
  }
  return JSON.stringify(Object.fromEntries(key)) as ItemKey;
}

/** The key's attributes, as an engine takes them. */
export function keyAttributes(key: ItemKey): Item {
  return JSON.parse(key) as Item;
}
