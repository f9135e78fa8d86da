/** For tests of the pool: environments that are no processes, import when they are told to and count how many are at what. */
import type { Environment } from "../environment.ts";
import type { EnvironmentError } from "../environment-message.ts";

export interface FakeEnvironment extends Environment {
  /** Ends the import. */
  ready(error?: EnvironmentError): void;
}

export function createFakeEnvironments() {
  const all: FakeEnvironment[] = [];
  function start(): Environment {
    const initialised = Promise.withResolvers<EnvironmentError | undefined>();
    const ended = Promise.withResolvers<string>();
    const environment: FakeEnvironment = {
      pid: all.length,
      initialised: initialised.promise,
      ended: ended.promise,
      run: () => Promise.reject(new Error("nothing runs here")),
      async kill() {
        ended.resolve("signal: killed");
      },
      ready: (error) => initialised.resolve(error),
    };
    all.push(environment);
    return environment;
  }
  return { all, start };
}
