export type { BootProgress } from "./world/boot.ts";
export { createWorld } from "./world/create-world.ts";
export type { LogLine } from "./world/log.ts";
export { SPEED_MAX } from "./world/pace.ts";
export { PORT_BASE_DEFAULT, PORT_BASE_MAX, PORT_BASE_MIN } from "./world/ports.ts";
export { WorldRefusal } from "./world/refusal.ts";
export type { Killable, World, WorldAddresses } from "./world/world.ts";
export type { MeasureOutbox, WorldOptions } from "./world/world-options.ts";
