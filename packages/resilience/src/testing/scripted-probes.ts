/** Probes for tests that end as they are told, and a time limit that is up when they are told to hang. */
import { Fault, type FaultCode } from "@tandem/kernel";
import type { CheckName, ReadinessProbes, RunWithin } from "../readiness.ts";

export type Ending = "well" | "hang" | FaultCode | Error;

export interface ScriptedProbes {
  readonly probes: ReadinessProbes;
  readonly runWithin: RunWithin;
  /** How each ends; what is not named ends well. */
  readonly endings: Partial<Record<CheckName, Ending>>;
  /** What was called, in order. */
  readonly called: CheckName[];
}

export function scriptedProbes(endings: Partial<Record<CheckName, Ending>> = {}): ScriptedProbes {
  const called: CheckName[] = [];
  const probe = (name: CheckName) => async (): Promise<void> => {
    called.push(name);
    const ending = endings[name] ?? "well";
    if (ending === "hang") await new Promise(() => undefined);
    if (ending instanceof Error) throw ending;
    if (ending !== "well" && ending !== "hang") throw fault(ending);
  };
  return {
    probes: {
      readTable: probe("table-read"),
      writeTable: probe("table-write"),
      askHostname: probe("hostname"),
      invokeApi: probe("api-invoke"),
    },
    // Whatever has not ended after a few turns of the event loop hangs.
    runWithin: async (_, work) => await Promise.race([work(new AbortController().signal), turns().then(timeIsUp)]),
    endings,
    called,
  };
}

function fault(code: FaultCode): Fault {
  return new Fault({ code, message: `a secret table: ${code}`, retryable: true, mayBeDone: false });
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function timeIsUp(): never {
  throw fault("timeout");
}
