/**
 * For tests: functions from source text, bundled and run as real ones are, in a folder that is removed afterwards. The sources
 * are written out in each test, so that a reader sees what the handler does beside what is expected of it.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Random, region } from "@tandem/kernel";
import type { LogLine } from "../../world/log.ts";
import { createPace } from "../../world/pace.ts";
import { makeEnvironmentProgram } from "../environment-bundle.ts";
import { createFunctionCode, type FunctionCode } from "../function-code.ts";
import type { FunctionSettings } from "../function-settings.ts";
import { createLambdaHost, type LambdaHost } from "../lambda-host.ts";
import type { MachineBounds } from "../start-gate.ts";

export interface TestFunction extends Partial<Omit<FunctionSettings, "name" | "code">> {
  readonly source: string;
}

export interface TestHost {
  readonly host: LambdaHost;
  readonly lines: LogLine[];
  readonly directory: string;
  edit(name: string, source: string): Promise<void>;
  close(): Promise<void>;
}

export interface TestHostOptions {
  readonly functions: Readonly<Record<string, TestFunction>>;
  readonly speed?: number;
  readonly random?: Random;
  readonly watch?: boolean;
  readonly regionName?: string;
  readonly bounds?: MachineBounds;
}

export async function startTestHost(options: TestHostOptions): Promise<TestHost> {
  const directory = await mkdtemp(join(tmpdir(), "tandem-lambda-"));
  const lines: LogLine[] = [];
  const log = (line: LogLine) => void lines.push(line);
  const codes: FunctionCode[] = [];
  const functions: FunctionSettings[] = [];
  const environmentPath = await makeEnvironmentProgram(join(directory, "bundles", "environment"));
  for (const [name, { source, ...settings }] of Object.entries(options.functions)) {
    const entry = join(directory, `${name}.ts`);
    await writeFile(entry, source);
    const bundles = join(directory, "bundles", name);
    const watch = options.watch ?? false;
    const request = { entry, options: { target: "es2024" }, directory: bundles };
    const code = await createFunctionCode({ name, request, environmentPath, log, watch }).catch(
      async (error: unknown) => {
        await rm(directory, { recursive: true, force: true });
        throw error;
      },
    );
    codes.push(code);
    functions.push({ name, code, exportName: "handler", timeoutMs: 5_000, memoryMb: 128, variables: {}, ...settings });
  }
  const host = createLambdaHost({
    region: region(options.regionName ?? "us-east-1"),
    accountId: "000000000000",
    pace: createPace(options.speed ?? 1),
    log,
    functions,
    ...(options.random === undefined ? {} : { random: options.random }),
    ...(options.bounds === undefined ? {} : { bounds: options.bounds }),
  });
  return {
    host,
    lines,
    directory,
    edit: (name, source) => writeFile(join(directory, `${name}.ts`), source),
    async close() {
      await host.close();
      for (const code of codes) await code.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
