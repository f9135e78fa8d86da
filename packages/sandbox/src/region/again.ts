/**
 * The retries of an SDK's client: a call that failed for the world's reasons is made again, a bounded number of times, with waits that grow
 * and are random. The fault that is left at last says whether any of the tries may have been done; each try is told whether one before it may be done.
 */
import { Fault, fraction } from "@tandem/kernel";
import type { Environment } from "../machine/environment.ts";

/** All tries of one call, the first included: as the clients of production have it. */
export const ATTEMPTS = 3;
/** Full jitter, up to this, which doubles with each try. */
const WAIT_FIRST_MS = 100;

export async function again<T>(
  environment: Environment,
  attempt: (unheard: boolean) => Promise<T>,
  attempts = ATTEMPTS,
): Promise<T> {
  let mayBeDone = false;
  let mostMs = WAIT_FIRST_MS;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(mayBeDone);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      mayBeDone ||= error.mayBeDone;
      if (!isWorldly(error) || tries === attempts) {
        if (mayBeDone === error.mayBeDone) throw error;
        throw new Fault({
          code: error.code,
          message: error.message,
          retryable: error.retryable,
          mayBeDone,
          cause: error,
        });
      }
      await environment.sleep(fraction(environment.chance) * mostMs);
      mostMs *= 2;
    }
  }
}

/** A bound that was passed is passed each time. */
function isWorldly({ code, retryable }: Fault): boolean {
  return retryable && code !== "bound-exceeded" && code !== "rejected";
}
