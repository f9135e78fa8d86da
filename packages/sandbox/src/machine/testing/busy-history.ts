/**
 * A small world in which everything of the machine happens: calls of both sorts, every kind of fault, freezes, kills, wrong clocks. Tests of
 * determinism play it, since what they prove they prove for what it does.
 */
import { SECOND_MS } from "@tandem/kernel";
import { createEnvironment, type Environment } from "../environment.ts";
import type { CallFaultKind, FaultPlan } from "../fault-plan.ts";
import { createFaults, type Faults } from "../faults.ts";
import { createMachine, type Machine, START_MS } from "../machine.ts";
import type { TraceKeeping } from "../trace.ts";

const KINDS: readonly CallFaultKind[] = ["slow", "throttled", "unreachable", "request-lost", "answer-lost", "late"];
const DEADLY: readonly CallFaultKind[] = ["crash-before", "crash-between"];

const BUSY_PLAN: FaultPlan = {
  latencies: [{ target: { to: "queue" }, ms: [0, 3] }],
  calls: [
    ...KINDS.map((kind) => ({ kind, target: { to: "table" }, rate: 0.05 })),
    ...DEADLY.map((kind) => ({ kind, target: {}, rate: 0.01 })),
  ],
  hazards: [
    { kind: "crash", target: {}, rate: 0.01 },
    { kind: "pause", target: {}, point: "after-put", rate: 0.05, ms: [1, 900] },
  ],
  clocks: [
    { kind: "step", target: { region: "us-east-1" }, rate: 0.5, amount: [-5_000, 5_000], fromMs: 500, untilMs: 3_000 },
    { kind: "drift", target: {}, rate: 0.3, amount: [-500, 500] },
  ],
};

const ENVIRONMENT_COUNT = 12;
const PUT_COUNT = 40;
const DURATION_MS = 100 * SECOND_MS;

export interface BusyHistory {
  readonly machine: Machine;
  readonly faults: Faults;
}

export async function playBusyHistory(seed: number, keep: TraceKeeping = "nothing"): Promise<BusyHistory> {
  const machine = createMachine({ seed, keep });
  const faults = createFaults(machine, BUSY_PLAN);
  const table = new Map<string, number>();
  for (let index = 0; index < ENVIRONMENT_COUNT; index += 1) {
    const region = index % 2 === 0 ? "us-east-1" : "us-west-2";
    const environment = createEnvironment({ machine, faults, name: `api ${region} #${index}`, region, role: "api" });
    environment.whenKilled((why) => machine.after(5, `${environment.name} is missed: ${why}`, () => undefined));
    void environment.start(() => putAll(environment, machine, table));
  }
  await machine.run(START_MS + DURATION_MS);
  return { machine, faults };
}

async function putAll(environment: Environment, machine: Machine, table: Map<string, number>): Promise<void> {
  const { name, region } = environment;
  for (let put = 0; put < PUT_COUNT; put += 1) {
    try {
      const key = `key ${environment.random.uint32() % 7}`;
      const work = async () => table.set(key, (table.get(key) ?? 0) + 1).get(key);
      const count = await environment.call({ to: `table ${region}`, what: "put", hazard: "put-underway", do: work });
      await environment.hazard("after-put");
      await environment.call({ to: "queue", what: "send", serve: async () => count });
      machine.trace({ who: name, where: region, what: `put ${key}`, detail: `${count}, ${environment.clock.nowMs()}` });
    } catch {
      await environment.sleep(20);
    }
  }
}
