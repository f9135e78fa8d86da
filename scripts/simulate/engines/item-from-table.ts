/**
 * An item as whoever judges compares it: DynamoDB keeps no order of a map's members, so two replicas may answer one item with its members
 * in two orders.
 */
import { type AttributeValues, itemOf } from "@tandem/aws";
import type { Item } from "@tandem/replication";

export function itemFromTable(attributes: AttributeValues): Item {
  return inOrder(itemOf(attributes)) as Item;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}
