/** The machine's own randomness, for faults and jitter when no seed was given. */
import { randomInt } from "node:crypto";
import type { Random } from "@tandem/kernel";

const UINT32_RANGE = 2 ** 32;

export const machineRandom: Random = { uint32: () => randomInt(UINT32_RANGE) };
