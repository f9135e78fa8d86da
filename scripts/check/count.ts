/**
 * How many checks passed and failed: what every way of running one gives back, and what the last line of `npm test` adds up.
 */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}
