/**
 * A hazard is a named point in production code where it would hurt most to stop: between an effect and its receipt, between a commit
 * and its answer. Code waits there for whoever was passed in. In production that is nobody; the simulation uses the points to kill or
 * to freeze exactly there, and to count which of them its histories have reached.
 */
export type Hazard<Name extends string = string> = (name: Name) => Promise<void>;

/** What production passes: nothing happens at any point. */
export async function noHazard(): Promise<void> {
  // Nothing waits here: the simulation passes a hazard of its own.
}
