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
export { guardCalls, guardPeer } from "./guarded-peer.ts";
export {
  CHECK_NAMES,
  type CheckName,
  type CheckResult,
  createReadiness,
  type Readiness,
  type ReadinessOptions,
  type ReadinessProbes,
  type RunWithin,
  VERDICT_AGE_MS_MAX,
  type Verdict,
} from "./readiness.ts";
export { answerHealth, type HealthAnswer, type HealthOptions, type HealthQuestion } from "./readiness-answer.ts";
export { createTableProbe, type TableProbeOptions } from "./readiness-item.ts";
export {
  evacuationOf,
  LiftData,
  liftKey,
  type Mode,
  modeOf,
  RESTRICTION_KINDS,
  type Restriction,
  RestrictionData,
  type RestrictionKind,
  restrictionKey,
  restrictionsOf,
  restrictionsPartition,
  strictestOn,
} from "./restrictions.ts";
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
