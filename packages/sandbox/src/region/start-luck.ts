/** What the start of an environment leaves to the luck of the errand that it would be started for, so that nobody else's start changes it. */
import { fraction } from "@tandem/kernel";
import { createLuck, type Errand, luckOf } from "../machine/luck.ts";

export interface StartLuck {
  /** An event may be given to an environment that was started for it although one was free. */
  readonly isNeedless: boolean;
  readonly coldMs: number;
  /** Of whatever comes of the start. */
  readonly luck: number;
}

const NEEDLESS_CHANCE = 1 / 64;
const COLD_MS_MIN = 100;
const COLD_MS_MAX = 1_500;
/** A part of an errand's luck. */
const START = 0x7374_6172;

export function startLuckOf(errand: Errand): StartLuck {
  const random = createLuck(luckOf(errand.luck, START));
  const isNeedless = fraction(random) < NEEDLESS_CHANCE;
  const part = fraction(random);
  // The square makes short starts the rule and long ones happen.
  const coldMs = COLD_MS_MIN + part * part * (COLD_MS_MAX - COLD_MS_MIN);
  return { isNeedless, coldMs, luck: random.uint32() };
}
