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
} from "./machine/faults.ts";
export { createMachine, type Machine, type MachineOptions, START_MS, type Timer } from "./machine/machine.ts";
export { type AtomicCall, CALL_TIMEOUT_MS, type RemoteCall, type ServedCall } from "./machine/remote-call.ts";
export { SEED_MAX } from "./machine/seed.ts";
export type { SkewedClock } from "./machine/skewed-clock.ts";
export { type Choice, drawFaultPlan, drawRate, drawWindow, type SwarmMenu } from "./machine/swarm.ts";
export type { TracedLine, TraceKeeping, TraceLine } from "./machine/trace.ts";
