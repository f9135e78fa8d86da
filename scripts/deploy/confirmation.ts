/** Asks a person to say which environment they mean. A `y` is pressed before the plan is read; a name is not. */
import { createInterface } from "node:readline/promises";

export async function isConfirmed(
  environment: string,
  terminal: {
    readonly input: NodeJS.ReadableStream;
    readonly output: NodeJS.WritableStream;
    readonly signal: AbortSignal;
  },
): Promise<boolean> {
  const { input, output, signal } = terminal;
  const question = createInterface({ input, output });
  // Ctrl-C and Ctrl-D mean no; without this a question that is never answered would hold the process for ever, or end it in silence.
  const closed = new Promise<string>((resolve) => question.once("close", () => resolve("")));
  question.once("SIGINT", () => question.close());
  const answer = question.question(`Type ${environment} to begin: `, { signal }).catch(() => "");
  const text = await Promise.race([answer, closed]);
  question.close();
  return text.trim() === environment;
}
