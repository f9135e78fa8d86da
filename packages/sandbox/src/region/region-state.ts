/**
 * One region as the world holds it: its services, its functions and what wakes them, and its API. A region knows nothing of the
 * others; what joins them are the links between their replicas.
 */
import { Fault, type Region } from "@tandem/kernel";
import { START_MS } from "../machine/machine.ts";
import { startEnvironment } from "./environment-ports.ts";
import { createFunctionPool, type FunctionPool } from "./function-pool.ts";
import { createQueueMapping, type EventSourceMapping } from "./queue-mapping.ts";
import { createRegionBackends, type RegionBackends } from "./region-backends.ts";
import type { ApiProgram, RegionPorts, TickProgram, WorkerProgram } from "./region-program.ts";
import { type Schedule, startSchedule } from "./schedule.ts";
import { createStreamProgram, type StreamProgram } from "./stream-forward.ts";
import { createStreamLog, type StreamLog } from "./stream-log.ts";
import { createStreamMapping } from "./stream-mapping.ts";
import type { FunctionNumbers } from "./world-numbers.ts";
import type { WorldParts } from "./world-parts.ts";

export interface RegionState extends RegionBackends {
  readonly region: Region;
  readonly stream: StreamLog;
  readonly functions: RegionFunctions;
  readonly streamMapping: EventSourceMapping;
  readonly queueMapping: EventSourceMapping;
  readonly schedule: Schedule;
}

export interface RegionFunctions {
  readonly api: FunctionPool<ApiProgram>;
  readonly "on-table-change": FunctionPool<StreamProgram>;
  readonly "on-message": FunctionPool<WorkerProgram>;
  readonly tick: FunctionPool<TickProgram>;
}

export function createRegionState(region: Region, parts: WorldParts): RegionState {
  const { machine, network, numbers } = parts;
  const services = createRegionBackends(region, parts);
  const functions = createFunctions(services, parts);
  const stream = createStreamLog(services.endpoint, machine.nowMs);
  const shared = { machine, network, region };
  return {
    ...services,
    region,
    stream,
    functions,
    streamMapping: createStreamMapping({
      ...shared,
      log: stream,
      pool: functions["on-table-change"],
      numbers: numbers.functions["on-table-change"].trigger,
      forward: (program, records) => program.forward(records),
      gaveUp: (records) =>
        machine.trace({ who: `stream ${region}`, what: "gave up records", detail: String(records.length) }),
    }),
    queueMapping: createQueueMapping({
      ...shared,
      queue: services.queue.queue,
      pool: functions["on-message"],
      numbers: numbers.functions["on-message"].trigger,
      nameOf: ({ record, outbox }) => (outbox === undefined ? record : `${outbox.partition} ${outbox.sort}`),
      consume: (program, hint) => program.consume(hint),
    }),
    schedule: startSchedule({
      ...shared,
      faults: parts.faults,
      random: machine.fork(`schedule of ${region}`),
      numbers: numbers.functions.tick.trigger,
      invoke(ended) {
        const errand = machine.errand(`tick in ${region} at ${machine.nowMs() - START_MS} ms`);
        functions.tick.invoke(errand, (program) => program.run(), ended);
      },
    }),
  };
}

function createFunctions(services: RegionBackends, parts: WorldParts): RegionFunctions {
  const { machine, network, program, numbers } = parts;
  const { region } = services.endpoint;

  function pool<Program>(options: {
    readonly role: "api" | "worker" | "tick" | "stream";
    readonly numbers: FunctionNumbers;
    readonly make: (ports: RegionPorts, report: (error: unknown) => never) => Program;
  }): FunctionPool<Program> {
    const { role, make } = options;
    const name = `${role} ${region}`;
    return createFunctionPool<Program>({
      machine,
      network,
      region,
      name,
      numbers: options.numbers,
      random: machine.fork(`pool of ${name}`),
      start(own, errand) {
        const { environment, ports } = startEnvironment({ name: own, errand, role, services, parts });
        const report = (error: unknown): never => {
          if (isBug(error)) parts.foundBug({ who: own, where: region, error });
          throw error;
        };
        return { environment, program: make(ports, report) };
      },
    });
  }

  return {
    api: pool({
      role: "api",
      numbers: numbers.functions.api,
      make(ports, report) {
        const api = program.api(ports);
        return { fetch: (request) => api.fetch(request).catch(report) };
      },
    }),
    "on-table-change": pool({
      role: "stream",
      numbers: numbers.functions["on-table-change"],
      make(ports, report) {
        const stream = createStreamProgram({ region, queue: ports.queue, hintsOf: program.hintsOf });
        return { forward: (records) => stream.forward(records).catch(report) };
      },
    }),
    "on-message": pool({
      role: "worker",
      numbers: numbers.functions["on-message"],
      make(ports, report) {
        const worker = program.worker(ports);
        return { consume: (hint) => worker.consume(hint).catch(report) };
      },
    }),
    tick: pool({
      role: "tick",
      numbers: numbers.functions.tick,
      make(ports, report) {
        const tick = program.tick(ports);
        return { run: () => tick.run().catch(report) };
      },
    }),
  };
}

/** What the world does to a program comes as a fault; everything else is the program's own. */
function isBug(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isBug);
  return !(error instanceof Fault);
}
