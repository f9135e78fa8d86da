/**
 * A world that cannot start says so in one or two lines that a newcomer understands: what is in the way, and what to do. Anything
 * else that stops it is a bug or a fault and keeps its stack.
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
