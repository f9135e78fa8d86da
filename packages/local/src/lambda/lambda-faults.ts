/** What can be made to go wrong with the functions of one region, as plain settings that are read at each invocation. */
import { assert } from "@tandem/kernel";

export interface LambdaFaults {
  /** How likely the environment is ended at a random moment of an invocation, per function; 0 to 1. */
  setCrashRate(functionName: string, rate: number): void;
  /** How likely the work is done and the caller hears nothing; 0 to 1. */
  setLostRate(rate: number): void;
  /** What is added to the clock that functions see. */
  setClockSkewMs(skewMs: number): void;
  /** No environment that stands now is used for another event. */
  cool(): void;
  /** Ends every environment, whatever it does. */
  crashAll(): void;
}

export interface LambdaFaultState {
  readonly crashRates: Map<string, number>;
  lostRate: number;
  clockSkewMs: number;
}

export function createFaultState(): LambdaFaultState {
  return { crashRates: new Map(), lostRate: 0, clockSkewMs: 0 };
}

export function createLambdaFaults(
  state: LambdaFaultState,
  isFunction: (name: string) => boolean,
  environments: Pick<LambdaFaults, "cool" | "crashAll">,
): LambdaFaults {
  return {
    setCrashRate(functionName, rate) {
      assert(isFunction(functionName), `no function is called ${functionName}`);
      state.crashRates.set(functionName, checkedRate(rate));
    },
    setLostRate(rate) {
      state.lostRate = checkedRate(rate);
    },
    setClockSkewMs(skewMs) {
      state.clockSkewMs = skewMs;
    },
    ...environments,
  };
}

function checkedRate(rate: number): number {
  assert(rate >= 0 && rate <= 1, `a rate is a number from 0 to 1, not ${rate}`);
  return rate;
}
