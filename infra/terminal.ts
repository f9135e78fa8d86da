/**
 * Says a refusal where whoever typed the command sees it. SST 4.17 shows of an error in `app()` only that there was one, and keeps what the
 * config prints; its log (`--print-logs`) has the sentence.
 */
import { writeFileSync } from "node:fs";

/** What `attempt` gives; its error is shown on the terminal, if there is one, and thrown on. */
export function spoken<T>(attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    showOnTerminal(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

function showOnTerminal(text: string): void {
  try {
    writeFileSync("/dev/tty", `\n${text}\n\n`);
  } catch {
    // A build machine has no terminal, and reads the log.
  }
}
