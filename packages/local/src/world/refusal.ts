/**
 * A world that cannot start says so in one or two lines that a newcomer understands: what is in the way, and what to do. Where
 * nobody foresaw what stops it, the step that failed is named, and the stack is kept as the cause for who wants to see it.
 */
export class WorldRefusal extends Error {
  override readonly name = "WorldRefusal";
}

/** Something in the state folder cannot be used; nothing was deleted. */
export function damagedState(path: string, reason: string): WorldRefusal {
  return new WorldRefusal(
    `The state of this world is damaged: ${path} ${reason}.\nNothing was deleted. Mend or restore the file, or begin again with --fresh.`,
  );
}

/** A start was stopped by what nobody foresaw: a file that is damaged in a way of its own, or a bug. */
export function failedStep(step: string, error: unknown): WorldRefusal {
  if (error instanceof WorldRefusal) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new WorldRefusal(
    `The world could not start; what failed is "${step}": ${reason.trimEnd()}\n` +
      "If the state was damaged, begin again with --fresh; NODE_DEBUG=tandem shows where in the program it failed.",
    { cause: error },
  );
}
