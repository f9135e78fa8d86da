/**
 * Puts the sample catalog into a new world, through the regions' own APIs, as an operator would: each region is told the products
 * and given its share of the stock. The keys are fixed, so that a seeding that was killed halfway is finished, not doubled.
 */
import type { Region } from "@tandem/kernel";
import type { SampleProduct } from "./sample-catalog.ts";

export interface SeedCatalog {
  readonly products: readonly SampleProduct[];
  readonly regions: readonly { readonly region: Region; readonly url: string }[];
  readonly token: string;
}

/** A first request waits for a cold function. */
const TIMEOUT_MS = 20_000;

export async function seedCatalog({ products, regions, token }: SeedCatalog): Promise<void> {
  const authorization = `Bearer ${token}`;
  const seedRegion = async ({ region, url }: SeedCatalog["regions"][number]) => {
    // One after the other: each request at the same time would start a function environment of its own.
    for (const { sku, name, price, stockPerRegion: quantity } of products) {
      await post(`${url}/products`, { authorization }, { sku, name, price });
      const key = `sample-catalog-${sku}-${region}`;
      await post(`${url}/stock/${sku}/restock`, { authorization, "idempotency-key": key }, { quantity, region });
    }
  };
  await Promise.all(regions.map(seedRegion));
}

async function post(url: string, headers: Readonly<Record<string, string>>, body: object): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status}: ${answer}`);
}
