/**
 * Route 53's own numbers, said once: the routing plan refuses what passes them, so that a wrong setting is a sentence on a laptop and not
 * a deployment that fails halfway. From "Values that you specify when you create or edit health checks", the API's HealthCheckConfig and
 * "Quotas" of its developer guide.
 */

/** Seconds between two requests of one checker. Cannot be changed once a check exists. */
export const CHECK_INTERVALS_S: readonly number[] = [10, 30];
/** Answers in a row that change a checker's mind. */
export const FAILURE_THRESHOLD_MIN = 1;
export const FAILURE_THRESHOLD_MAX = 10;
/** Where checkers stand; who chooses takes three at least. */
export const CHECKER_REGIONS: readonly string[] = [
  "us-east-1",
  "us-west-1",
  "us-west-2",
  "eu-west-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
  "sa-east-1",
];
export const CHECKER_REGIONS_MIN = 3;
/** Characters of a search string, and of a path. */
export const SEARCH_STRING_LENGTH_MAX = 255;
export const PATH_LENGTH_MAX = 255;
/** The string has to stand whole within this many bytes of the body. */
export const SEARCHED_BYTES_MAX = 5_120;
/** Children of a calculated check; it may not be the child of another. */
export const CHILDREN_MAX = 255;
/** Seconds a resolver keeps an alias to API Gateway; an alias has no TTL of its own to set. */
export const ALIAS_TTL_S = 60;
/** Letters of a host name and of one label of it (RFC 1035). */
export const HOST_LENGTH_MAX = 253;
export const LABEL_LENGTH_MAX = 63;
