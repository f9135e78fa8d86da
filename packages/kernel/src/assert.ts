/**
 * Assertions are for mistakes of the programmer, and stay on in production: a process that finds itself in an
 * impossible state stops before it writes. What the world does wrong is a `Fault`; what a customer does is an outcome.
 */
export class AssertionFailed extends Error {
  override readonly name = "AssertionFailed";
}

/** Stops with `message` unless `condition` holds. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message);
}

/** The value, or a stop with `message` if there is none. */
export function must<T>(value: T | null | undefined, message: string): T {
  assert(value !== null && value !== undefined, message);
  return value;
}

/** Closes an exhaustive switch: the compiler refuses it while a case is missing. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unreachable: ${JSON.stringify(value)}`);
}
