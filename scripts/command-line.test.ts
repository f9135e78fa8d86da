import { describe, expect, test } from "vitest";
import { numberFlag, parseCommandLine, UsageError } from "./command-line.ts";

const usage = "npm start -- [--speed N]";
const parse = (...args: string[]) => parseCommandLine(args, { flags: { speed: { type: "string" } }, usage });
const speed = (...args: string[]) => numberFlag(parse(...args), { name: "speed", fallback: 1, min: 1, max: 1_000 });

describe("a command line", () => {
  test.each([
    ["an unknown flag", ["--sped", "3"], /Unknown option '--sped'/],
    ["a flag without its value", ["--speed"], /--speed/],
    ["a stray argument", ["now"], /Unexpected argument 'now'/],
    ["a flag given twice", ["--speed", "3", "--speed=4"], /Option '--speed' is given twice/],
  ])("with %s is refused in two lines that say what is allowed", (_, args, reason) => {
    const call = () => parse(...args);

    expect(call).toThrow(UsageError);
    expect(call).toThrow(reason);
    expect(call).toThrow(`Usage: ${usage}`);
  });

  test.each(["0", "1001", "fast", "", "NaN", "1e9"])("with the bad number %j is refused with the range", (value) => {
    expect(() => speed("--speed", value)).toThrow(/--speed is a number from 1 to 1000/);
  });

  test("gives a number, or its fallback", () => {
    expect(speed("--speed", "60")).toBe(60);
    expect(speed()).toBe(1);
  });
});
