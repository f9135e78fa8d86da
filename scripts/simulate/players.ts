/** As many players as this machine has cores, all on the code as it is or all on one mutant. */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { createPlayer, type Player } from "./player.ts";

const PROGRAM = fileURLToPath(new URL("./player-process.ts", import.meta.url));
/** A history takes a tenth of a second; one that takes this long on the busiest machine goes in a circle. */
const PATIENCE_MS = 120_000;

export interface PlayersOptions {
  readonly mutant: string | undefined;
  /** Ends the players at once, in the middle of whatever they play: a long history would keep a machine busy after its person has gone. */
  readonly interrupted: AbortSignal;
}

/** Gives players to `use` and ends them afterwards, however it ended. */
export async function withPlayers<T>(
  { mutant, interrupted }: PlayersOptions,
  use: (players: readonly [Player, ...Player[]]) => Promise<T>,
): Promise<T> {
  const args = mutant === undefined ? [] : [mutant];
  const open = () => createPlayer({ program: PROGRAM, args, patienceMs: PATIENCE_MS });
  const others = Array.from({ length: availableParallelism() - 1 }, open);
  const players = [open(), ...others] as const;
  const endAll = () => {
    for (const player of players) player.end();
  };
  interrupted.addEventListener("abort", endAll);
  try {
    if (interrupted.aborted) endAll();
    return await use(players);
  } finally {
    interrupted.removeEventListener("abort", endAll);
    endAll();
  }
}
