export { type ApiPorts, createApiProgram } from "./api-program.ts";
export { HAZARDS, type HazardName } from "./hazards.ts";
export type { RegionPorts } from "./region-ports.ts";
export {
  createRegionProgram,
  type RegionProgram,
  type RegionProgramOptions,
  type WorldPorts,
} from "./region-program.ts";
export { createTickProgram, type TickPorts, type TickProgram } from "./tick-program.ts";
export { createWorkerProgram, type WorkerPorts } from "./worker-program.ts";
