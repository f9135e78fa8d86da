/**
 * What every command does with its arguments: known flags and good values come back typed, anything else ends the command with
 * code 2 and one or two lines that say what is allowed. `--help` is answered here too.
 */
import { type ParseArgsOptionDescriptor, parseArgs } from "node:util";

/** Thrown for a call that cannot be understood; the message is what the person sees. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Exit codes of contract.md: 1 is tried and failed, 2 is refused or called wrongly. */
export const EXIT_FAILED = 1;
export const EXIT_REFUSED = 2;

export interface CommandLine {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** Flags as `parseArgs` takes them; `help` is added. Throws a `UsageError` that lists what is allowed. */
export function parseCommandLine(
  args: readonly string[],
  options: {
    readonly flags: Readonly<Record<string, ParseArgsOptionDescriptor>>;
    readonly usage: string;
    readonly positionalCountMax?: number;
  },
): CommandLine {
  const positionalCountMax = options.positionalCountMax ?? 0;
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...args],
      options: { ...options.flags, help: { type: "boolean" } },
      allowPositionals: positionalCountMax > 0,
      strict: true,
      tokens: true,
    });
    const names = tokens.flatMap((token) => (token.kind === "option" ? [token.rawName] : []));
    const twice = names.find((name, place) => names.indexOf(name) < place);
    if (twice !== undefined) throw new Error(`Option '${twice}' is given twice`);
    if (positionals.length > positionalCountMax) throw new Error(`Unexpected argument '${positionals.at(-1)}'`);
    return { values: values as CommandLine["values"], positionals };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split(/\. |\n/)[0];
    throw new UsageError(`${reason}.\nUsage: ${options.usage}`);
  }
}

/** A number in a range, or a `UsageError` that states the range. */
export function numberFlag(
  line: CommandLine,
  flag: {
    readonly name: string;
    readonly fallback: number;
    readonly min: number;
    readonly max: number;
    readonly whole?: boolean;
  },
): number {
  const text = line.values[flag.name];
  if (text === undefined) return flag.fallback;
  const value = Number(text);
  const fits =
    text !== "" && value >= flag.min && value <= flag.max && (flag.whole !== true || Number.isInteger(value));
  if (!fits) {
    throw new UsageError(
      `--${flag.name} is a ${flag.whole === true ? "whole " : ""}number from ${flag.min} to ${flag.max}, not ${JSON.stringify(text)}.`,
    );
  }
  return value;
}

/** Runs a command's body and turns how it ended into an exit code; only a bug shows a stack. */
export async function runCommand(body: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = EXIT_REFUSED;
  }
}
