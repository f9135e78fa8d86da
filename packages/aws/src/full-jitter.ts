/**
 * How long to wait before another try among many: any time up to a bound that doubles with each try ("full jitter"), so that
 * those who met once do not meet again.
 */
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fraction, type Random } from "@tandem/kernel";

export interface JitterOptions {
  /** How many tries there were, from 1. */
  readonly tries: number;
  readonly firstMs: number;
  readonly mostMs: number;
  readonly random: Random;
}

export async function waitFullJitter(options: JitterOptions): Promise<void> {
  await sleep(jitterMs(options));
}

export function jitterMs({ tries, firstMs, mostMs, random }: JitterOptions): number {
  return fraction(random) * Math.min(mostMs, firstMs * 2 ** (tries - 1));
}

export function createMachineRandom(): Random {
  return { uint32: () => randomInt(2 ** 32) };
}
