/** The filters of an event source mapping, as AWS has them: up to ten patterns in JSON text, of which one must match. */
import { assert } from "@tandem/kernel";
import { compilePattern, type MatchEvent } from "./event-pattern.ts";

export interface FilterCriteria {
  readonly Filters: readonly { readonly Pattern: string }[];
}

/** Five without asking AWS for more, ten with. */
const FILTER_COUNT_MAX = 10;

/** Without criteria everything passes. */
export function compileFilterCriteria(criteria: FilterCriteria | undefined): MatchEvent {
  if (criteria === undefined || criteria.Filters.length === 0) return () => true;
  assert(criteria.Filters.length <= FILTER_COUNT_MAX, `a mapping has at most ${FILTER_COUNT_MAX} filters`);
  const matchers = criteria.Filters.map(({ Pattern }) => compilePattern(JSON.parse(Pattern)));
  return (event) => matchers.some((matches) => matches(event));
}
