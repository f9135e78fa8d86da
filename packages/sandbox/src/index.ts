export type { CallFailure, CallFate, CallTimes } from "./machine/call-fate.ts";
export { addCoverage, type Coverage, NO_COVERAGE } from "./machine/coverage.ts";
export { createEnvironment, type Environment, type EnvironmentOptions } from "./machine/environment.ts";
export {
  type CallFaultKind,
  type CallRule,
  type ClockRule,
  type FaultPlan,
  type FaultTarget,
  type FaultWindow,
  type HazardRule,
  type LatencyRule,
  NO_FAULTS,
  type Span,
} from "./machine/fault-plan.ts";
export type { Caller, CallName } from "./machine/fault-rules.ts";
export {
  createFaults,
  type EnvironmentFaults,
  type Faults,
  type HazardFate,
  type Skew,
  type Strike,
  type Struck,
} from "./machine/faults.ts";
export { createMachine, type Machine, type MachineOptions, START_MS, type Timer } from "./machine/machine.ts";
export { type AtomicCall, CALL_TIMEOUT_MS, type RemoteCall, type ServedCall } from "./machine/remote-call.ts";
export { SEED_MAX } from "./machine/seed.ts";
export type { SkewedClock } from "./machine/skewed-clock.ts";
export { type Choice, drawFaultPlan, drawRate, drawWindow, type SwarmMenu } from "./machine/swarm.ts";
export type { TracedLine, TraceKeeping, TraceLine } from "./machine/trace.ts";
export { CLIENT_TIMEOUT_MS, type ClientAnswer, type ClientOptions } from "./region/clients.ts";
export { drawClaimsFaults } from "./region/drawn-claims-faults.ts";
export { drawWorldFaults } from "./region/drawn-faults.ts";
export type { WorldFaultMenu } from "./region/drawn-faults-together.ts";
export type { ProviderCharge } from "./region/payment-provider.ts";
export type { RegionPorts, RegionProgram } from "./region/region-program.ts";
export type { RegionState } from "./region/region-state.ts";
export type { RecordedChange, ReplicaEndpoint, Version } from "./region/replica-endpoint.ts";
export { createWorld, type World, type WorldOptions } from "./region/world.ts";
export { describeFault, type WorldFault, type WorldFaultKind } from "./region/world-fault.ts";
export type { WorldNumbers } from "./region/world-numbers.ts";
export type { Bug } from "./region/world-parts.ts";
export type { Ask } from "./shop/ask.ts";
export { carryPromises, type Promises } from "./shop/carry-promises.ts";
export { type Client, createClient } from "./shop/client.ts";
export { isOwedToPeople } from "./shop/conflict-record.ts";
export { drawPlan } from "./shop/draw-plan.ts";
export { evidenceOf } from "./shop/evidence.ts";
export type { History, HistoryEvent, ReplicaEnding } from "./shop/history.ts";
export { judge } from "./shop/invariant.ts";
export { INVARIANTS } from "./shop/invariants/all.ts";
export { obligationsAreMet } from "./shop/invariants/obligations-are-met.ts";
export { createOpenVerifier, openToken } from "./shop/open-tokens.ts";
export { peopleIn } from "./shop/people-operations.ts";
export type { OperationKind, Plan } from "./shop/plan.ts";
export { createPlay } from "./shop/play-plan.ts";
export { createRecorder, type Recorder } from "./shop/recorder.ts";
export type { Given, Heard, ShopWorld } from "./shop/shop-world.ts";
export { story } from "./shop/story.ts";
