/**
 * Who is sent where, as plain data made from the list of regions: the infrastructure makes it real in Route 53, the local router and the
 * simulation interpret it, and so what is rehearsed is what is deployed. Customers are sent to a region if it says that it is ready and no
 * peer says that it is evacuated. A dead peer says nothing, so nothing that happens to a peer takes a region out; and the word that does is
 * a fact in the table, which no control plane has to be up to write.
 *
 *     latency record of A -> serves A (calculated: all of)
 *                              ready A                     A's own /readyz says "ready A"
 *                              evacuated A, says B         inverted: B's /evacuated/A says "evacuated A"
 *
 * A new inverted check is unhealthy until it has data. So a check is created by one update, for every peer, and attached to the calculated
 * one by the next, for the peers listed as attached.
 */
import { assert, type Region, regionList } from "@tandem/kernel";
import {
  ALIAS_TTL_S,
  HOST_LENGTH_MAX,
  LABEL_LENGTH_MAX,
  PATH_LENGTH_MAX,
  SEARCH_STRING_LENGTH_MAX,
} from "./routing-bounds.ts";
import { checkSettings, ROUTING_DEFAULTS, type RoutingSettings } from "./routing-settings.ts";

/** A verdict of `/evacuated` may be 10 s old, checkers do not ask in step, and their word takes some seconds to reach DNS. */
export const DRAIN_MARGIN_S = 30;

export interface RoutingPlan {
  readonly domain: string;
  readonly regions: readonly RegionRouting[];
  /** How long a resolver keeps an answer. */
  readonly ttlS: number;
  /** From the word that takes a region out until customers have gone, those aside whose resolvers disregard the TTL. */
  readonly drainS: number;
}

/** What one region's stack makes, and nobody else. */
export interface RegionRouting {
  readonly region: Region;
  readonly hosts: RegionHosts;
  readonly ready: EndpointCheck;
  /** One for each peer, in the order of the regions. */
  readonly evacuated: readonly PeerCheck[];
  readonly serves: CalculatedCheck;
  readonly records: readonly LatencyRecord[];
}

/**
 * One label in front of the domain each, so that one wildcard certificate or a delegated zone covers all of them. Readiness has a name of its
 * own because it is an API of its own, and because a check must not ask the name whose records hang on it.
 */
export interface RegionHosts {
  readonly shared: string;
  readonly api: string;
  readonly readiness: string;
}

/** Asks an HTTPS endpoint, and finds a string in an answer of 200 to 399 or does not. */
export interface EndpointCheck {
  /** Unique in the plan; the name it goes by in Route 53 and in the console. */
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly searchString: string;
  /** Healthy while the string is not found. */
  readonly inverted: boolean;
  readonly intervalS: number;
  readonly failureThreshold: number;
  readonly checkerRegions: readonly string[];
}

export interface PeerCheck extends EndpointCheck {
  readonly peer: Region;
  /** Whether the calculated check listens to it yet. */
  readonly isAttached: boolean;
}

/** Healthy while at least `threshold` of its children are, which here is all of them. */
export interface CalculatedCheck {
  readonly id: string;
  readonly children: readonly string[];
  readonly threshold: number;
}

/** An alias to this region's endpoint for the shared name. */
export interface LatencyRecord {
  readonly name: string;
  readonly type: "A" | "AAAA";
  readonly setIdentifier: string;
  readonly region: Region;
  readonly check: string;
  /** API Gateway is not asked by Route 53 itself: it says little, and nothing about our readiness. */
  readonly evaluateTargetHealth: false;
}

const HTTPS_PORT = 443;

/** The plan for these settings; stops with a sentence that says which of them is wrong and what would do. */
export function routingPlan(
  settings: Pick<RoutingSettings, "domain" | "regions" | "attached"> & Partial<RoutingSettings>,
): RoutingPlan {
  const all: RoutingSettings = { ...ROUTING_DEFAULTS, ...settings };
  checkSettings(all);
  const regions = regionList(all.regions).map((region) => regionRouting(region, all));
  regions.forEach(checkRouting);
  const noticedS = all.intervalS * all.failureThreshold;
  return { domain: all.domain, regions, ttlS: ALIAS_TTL_S, drainS: noticedS + ALIAS_TTL_S + DRAIN_MARGIN_S };
}

/** The names of one region's endpoints. */
export function hostsOf(region: string, domain: string): RegionHosts {
  return { shared: domain, api: `${region}.${domain}`, readiness: `ready-${region}.${domain}` };
}

function regionRouting(region: Region, settings: RoutingSettings): RegionRouting {
  const { domain, intervalS, failureThreshold, checkerRegions } = settings;
  const asked = { port: HTTPS_PORT, intervalS, failureThreshold, checkerRegions };
  const ready: EndpointCheck = {
    id: `ready-${region}`,
    host: hostsOf(region, domain).readiness,
    path: "/readyz",
    searchString: `ready ${region}`,
    inverted: false,
    ...asked,
  };
  const peers = regionList(settings.regions).filter((peer) => peer !== region);
  const evacuated = peers.map((peer): PeerCheck => {
    return {
      id: `evacuated-${region}-says-${peer}`,
      host: hostsOf(peer, domain).readiness,
      path: `/evacuated/${region}`,
      searchString: `evacuated ${region}`,
      inverted: true,
      ...asked,
      peer,
      isAttached: settings.attached.includes(peer),
    };
  });
  const children = [ready, ...evacuated.filter(({ isAttached }) => isAttached)].map(({ id }) => id);
  const serves: CalculatedCheck = { id: `serves-${region}`, children, threshold: children.length };
  const record = {
    name: domain,
    setIdentifier: region,
    region,
    check: serves.id,
    evaluateTargetHealth: false,
  } as const;
  const records = (["A", "AAAA"] as const).map((type) => ({ ...record, type }));
  return { region, hosts: hostsOf(region, domain), ready, evacuated, serves, records };
}

/** What follows from the names of the region and the domain together, and cannot be seen in a single setting. */
function checkRouting({ hosts, ready, evacuated }: RegionRouting): void {
  for (const { searchString, path } of [ready, ...evacuated]) {
    assert(searchString.length <= SEARCH_STRING_LENGTH_MAX, `Route 53 does not look for ${searchString}: too long`);
    assert(path.length <= PATH_LENGTH_MAX, `Route 53 does not ask for ${path}: too long`);
  }
  for (const host of [hosts.shared, hosts.api, hosts.readiness]) {
    assert(host.length <= HOST_LENGTH_MAX, `${host} is over ${HOST_LENGTH_MAX} letters: take a shorter domain`);
    for (const label of host.split("."))
      assert(label.length <= LABEL_LENGTH_MAX, `${label} in ${host} is over ${LABEL_LENGTH_MAX} letters`);
  }
}
