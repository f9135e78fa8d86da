/**
 * Puts new stock into one region's share, spread over its shards from the start. The fact that it happened is committed with it under
 * the operator's idempotency key, so a repetition finds it and adds nothing.
 */

import { fingerprint, type IdempotencyKey } from "@tandem/delivery";
import {
  contentId,
  done,
  Fault,
  type Hazard,
  isoTime,
  noHazard,
  type Outcome,
  type Region,
  randomId,
  refused,
} from "@tandem/kernel";
import {
  type CommitOutcome,
  declareFact,
  type Item,
  makePartition,
  ownRegionOnly,
  stockEscrow,
} from "@tandem/replication";
import * as z from "zod";
import { readOwnListing } from "../catalog/define-product.ts";
import { listingKey, writeListing } from "../catalog/listing.ts";
import { detailsOf, foldProduct, productPartition, type Sku } from "../catalog/product.ts";
import type { ShopHazard } from "../hazards.ts";
import { ROUNDS_MAX, type ShopContext } from "../shop-context.ts";
import { spread } from "./shards.ts";
import {
  type Availability,
  availabilityOf,
  availableIn,
  escrowKey,
  heldBy,
  type Stock,
  stockPartitions,
} from "./stock.ts";

const RestockedData = z.object({ sku: z.string(), quantity: z.int(), fingerprint: z.string() });

export const RestockedFact = declareFact({
  name: "RESTOCKED",
  version: 1,
  parse: RestockedData.parse,
  answer: ownRegionOnly("a restock names its region, and every other one sends it there"),
});

export interface RestockRequest {
  readonly key: IdempotencyKey;
  readonly sku: Sku;
  readonly quantity: number;
}

export interface Restocked {
  readonly sku: Sku;
  readonly quantity: number;
  readonly region: Region;
  readonly availableIn: Availability;
}

export type RestockRefusal = { readonly reason: "unknown-sku" } | { readonly reason: "key-reused" };

export async function restock(
  context: ShopContext,
  request: RestockRequest,
): Promise<Outcome<Restocked, RestockRefusal>> {
  const { table, stamps, clock, random } = context;
  const hazard: Hazard<ShopHazard> = context.hazard ?? noHazard;
  const { sku, quantity, key } = request;
  const print = fingerprint({ sku, quantity });
  const record = makePartition(["RESTOCK", contentId("rst", [table.region, key])]);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const partitions = [productPartition(sku), record, ...stockPartitions(sku)];
    const [product = [], standing = [], ...stock] = await table.read(partitions, { consistent: true });
    const fields = foldProduct(product);
    if (standing.length > 0) return replay(context, request, { standing, stock, print });
    if (detailsOf(sku, fields) === undefined) return refused({ reason: "unknown-sku" });

    const listing = await readOwnListing(table, sku);
    const available = availableIn(stock, table.region);
    const shares = spread(heldBy(stock, table.region), quantity);
    const stamp = stamps.next({ above: listing?.stamp });
    await hazard("restock.before-commit");
    const outcome: CommitOutcome = await table.commit({
      id: randomId("cmt", random),
      stamp,
      writes: [
        RestockedFact.write({
          key: RestockedFact.key({ partition: record, region: table.region }),
          data: { sku, quantity, fingerprint: print },
        }),
        ...[...shares].map(([shard, pieces]) => stockEscrow(escrowKey({ sku, shard }, table.region), pieces)),
        writeListing(
          listingKey(sku, table.region),
          { fields, available: available + quantity, asOf: isoTime(clock.nowMs()) },
          listing,
        ),
      ],
    });
    if (outcome.ok) {
      await hazard("restock.after-commit");
      const before = availabilityOf(stock, context.regions);
      return done({
        sku,
        quantity,
        region: table.region,
        availableIn: { ...before, [table.region]: available + quantity },
      });
    }
  }
  const message = `the stock of ${sku} kept changing while it was being added to`;
  throw new Fault({ code: "contended", message, retryable: true, mayBeDone: false });
}

function replay(
  context: ShopContext,
  request: RestockRequest,
  found: { readonly standing: readonly Item[]; readonly stock: Stock; readonly print: string },
): Outcome<Restocked, RestockRefusal> {
  const [fact] = RestockedFact.readAll(found.standing);
  if (fact?.data.fingerprint !== found.print) return refused({ reason: "key-reused" });
  return done({
    sku: request.sku,
    quantity: request.quantity,
    region: context.table.region,
    availableIn: availabilityOf(found.stock, context.regions),
  });
}
