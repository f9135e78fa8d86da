/**
 * Which function a request belongs to: the route keys of an HTTP API (`GET /orders/{id}`, `ANY /files/{path+}`, `$default`) and
 * its order of preference: an exact path first, then one with variables, then a greedy one, then the default; at equal paths a
 * method before `ANY`.
 */
import { assert } from "@tandem/kernel";

export interface Route {
  /** As API Gateway writes it: a method and a path, or `$default`. */
  readonly routeKey: string;
  readonly functionName: string;
}

export interface MatchedRoute extends Route {
  readonly pathParameters?: Readonly<Record<string, string>>;
}

interface ParsedRoute extends Route {
  readonly method: string;
  readonly segments: readonly string[];
}

export type MatchRoute = (method: string, path: string) => MatchedRoute | undefined;

const ROUTE_KEY = /^(\$default|[A-Z]+ \/\S*)$/;

export function createRouteMatcher(routes: readonly Route[]): MatchRoute {
  const parsed = routes.map(parse);
  return (method, path) => {
    const segments = split(path);
    let best: MatchedRoute | undefined;
    let bestRank = Number.NEGATIVE_INFINITY;
    for (const route of parsed) {
      const found = matchOne(route, method, segments);
      if (found === undefined || found.rank <= bestRank) continue;
      best = found.route;
      bestRank = found.rank;
    }
    return best;
  };
}

function parse(route: Route): ParsedRoute {
  const isKey = ROUTE_KEY.test(route.routeKey);
  assert(
    isKey,
    `a route key is $default or a method and a path, such as "GET /orders/{id}", not ${JSON.stringify(route.routeKey)}`,
  );
  const [method = "", path] = route.routeKey.split(" ");
  return { ...route, method, segments: path === undefined ? [] : split(path) };
}

function split(path: string): readonly string[] {
  return path.split("/").slice(1);
}

/** A digit per segment, as far as routes differ: 3 for an equal one, 2 for a variable, 1 for a greedy rest. */
function matchOne(route: ParsedRoute, method: string, segments: readonly string[]) {
  const { routeKey, functionName } = route;
  if (routeKey === "$default") return { rank: -1, route: { routeKey, functionName } };
  if (route.method !== "ANY" && route.method !== method) return undefined;
  const parameters: Record<string, string> = {};
  const ranks: number[] = [];
  for (const [index, wanted] of route.segments.entries()) {
    const segment = segments[index];
    const name = /^\{(.+?)\+?\}$/.exec(wanted)?.[1];
    if (segment === undefined) return undefined;
    if (name === undefined && wanted !== segment) return undefined;
    const isGreedy = wanted.endsWith("+}");
    ranks.push(isGreedy ? 1 : name === undefined ? 3 : 2);
    if (name !== undefined) parameters[name] = isGreedy ? segments.slice(index).join("/") : segment;
    if (isGreedy) break;
  }
  const isWhole = ranks.at(-1) === 1 || route.segments.length === segments.length;
  if (!isWhole) return undefined;
  const rank = ranks.reduce((sum, digit, index) => sum + digit / 10 ** index, 0) + (route.method === "ANY" ? 0 : 1e-9);
  const hasParameters = Object.keys(parameters).length > 0;
  return { rank, route: { routeKey, functionName, ...(hasParameters ? { pathParameters: parameters } : {}) } };
}
