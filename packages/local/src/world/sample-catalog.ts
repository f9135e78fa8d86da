/** What a newcomer finds on the shelves: enough to order from either place, with one thing that is nearly sold out. */

export interface SampleProduct {
  readonly sku: string;
  readonly name: string;
  /** In cents. The lamp's ends in 13, an amount that the provider declines, so that a declined order can be seen. */
  readonly price: number;
  /** What each region may sell by itself. */
  readonly stockPerRegion: number;
}

export const SAMPLE_CATALOG: readonly SampleProduct[] = [
  { sku: "TANDEM-BIKE", name: "Tandem bicycle", price: 189_900, stockPerRegion: 12 },
  { sku: "BELL", name: "Brass bell", price: 1_450, stockPerRegion: 400 },
  { sku: "LAMP", name: "Dynamo lamp", price: 4_013, stockPerRegion: 150 },
  { sku: "SADDLE", name: "Leather saddle", price: 8_900, stockPerRegion: 60 },
  { sku: "MAP", name: "Map of both coasts", price: 990, stockPerRegion: 500 },
  { sku: "POSTER", name: "Signed poster", price: 2_500, stockPerRegion: 3 },
];
