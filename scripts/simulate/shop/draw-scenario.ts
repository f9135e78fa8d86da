/** Draws everything about one history from its seed: who comes and what they want, and what goes wrong meanwhile. */
import { below, MINUTE_MS, type Random } from "@tandem/kernel";
import {
  createMachine,
  drawClaimsFaults,
  drawFaultPlan,
  drawPlan,
  drawWorldFaults,
  type FaultPlan,
  type Machine,
} from "@tandem/sandbox";
import { claimsMenu, faultMenu, lateCommitsMenu } from "./fault-menu.ts";
import type { Scenario } from "./scenario.ts";

/** Faults may begin for a while after the last customer has come: work is under way then. */
const AFTERMATH_MS = 10_000;
/** In one history in so many what is broken stays broken for a while after people are done, and programs are left to themselves. */
const LINGERS_ONE_IN = 6;
const LINGER_TICKS_MAX = 20;
/** In one history in so many half of the customers carry their sessions, and half want their orders in two regions. */
const PROMISES_ONE_IN = 3;
/** In one history in so many commits are late by the dozen. */
const LATE_ONE_IN = 8;
/** In one history in so many all customers live next door. */
const NEAR_ONE_IN = 4;

export function drawScenario(seed: number): Scenario {
  const machine = createMachine({ seed });
  const plan = drawPlan(machine.fork("plan"), undefined, machine.fork("people"));
  const durationMs = (plan.operations.at(-1)?.afterMs ?? 0) + AFTERMATH_MS;
  const customers = below(machine.fork("roads"), NEAR_ONE_IN) === 0 ? "near" : "far";
  const world = drawWorldFaults(machine.fork("world faults"), { regions: plan.regions, durationMs });
  const drawn = drawFaultPlan(machine.fork("faults"), faultMenu(durationMs, customers));
  const faults = { ...drawn, calls: [...drawn.calls, ...drawLateCommits(machine, durationMs)] };
  const promises = drawPromises(machine.fork("promises"), plan.customers);
  const linger = { ...drawLinger(machine.fork("linger"), plan.tickMinutes), ...promises };
  if (!plan.operations.some(({ operation }) => operation.kind === "claim-handle"))
    return { seed, plan, world, faults, ...linger };
  const ofClaims = drawFaultPlan(machine.fork("faults of claims"), claimsMenu(durationMs));
  const cuts = drawClaimsFaults(machine.fork("witness"), { regions: plan.regions, durationMs });
  return {
    ...{ seed, plan, world: [...world, ...cuts], ...linger },
    faults: {
      ...faults,
      latencies: [...faults.latencies, ...ofClaims.latencies],
      calls: [...faults.calls, ...ofClaims.calls],
    },
  };
}

function drawLateCommits(machine: Machine, durationMs: number): FaultPlan["calls"] {
  if (below(machine.fork("late commits"), LATE_ONE_IN) > 0) return [];
  return drawFaultPlan(machine.fork("which commits are late"), lateCommitsMenu(durationMs)).calls;
}

function drawLinger(random: Random, tickMinutes = 1): Pick<Scenario, "lingerMs"> {
  const lingers = below(random, LINGERS_ONE_IN) === 0;
  return lingers ? { lingerMs: below(random, LINGER_TICKS_MAX * tickMinutes * MINUTE_MS) } : {};
}

function drawPromises(random: Random, customers: readonly string[]): Pick<Scenario, "promises"> {
  const isHeldTo = below(random, PROMISES_ONE_IN) === 0;
  const half = () => customers.filter(() => below(random, 2) === 0);
  return isHeldTo ? { promises: { sessions: half(), durable: half() } } : {};
}
