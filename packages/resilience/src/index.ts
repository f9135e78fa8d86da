export {
  ACCOUNT_THROTTLE,
  BURN_RATES,
  type BurnRate,
  FLOWS,
  type Flow,
  failureShareOf,
  OBJECTIVE_DAYS,
  READINESS_THROTTLE,
  type Route,
  type Throttle,
  type Tier,
  throttleOf,
  UNKNOWN_ROUTE_THROTTLE,
} from "./flows.ts";
export {
  type CalculatedCheck,
  type EndpointCheck,
  hostsOf,
  type LatencyRecord,
  type PeerCheck,
  type RegionHosts,
  type RegionRouting,
  type RoutingPlan,
  routingPlan,
} from "./routing-plan.ts";
export { ROUTING_DEFAULTS, type RoutingSettings } from "./routing-settings.ts";
export { type CheckVerdict, isFound, type RoutingVerdict, routingVerdict, type Seen } from "./routing-verdict.ts";
