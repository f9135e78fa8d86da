/** Plays busy histories in a process of its own and writes their digests, so that a test can compare them with its own. */
import { playBusyHistory } from "./busy-history.ts";

for (const seed of process.argv.slice(2)) {
  const { machine } = await playBusyHistory(Number(seed));
  process.stdout.write(`${machine.digest()}\n`);
}
