/** Bundles the program of a stage, runs it inside a Pulumi stack under the recorder, and puts together what was recorded. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Account } from "./account.ts";
import type { AppDescription, AppTask } from "./app-description.ts";
import { bundleProgram } from "./bundle-program.ts";
import { deepFreeze } from "./deep-freeze.ts";
import type { Ending } from "./ending.ts";
import type { Graph, Plain, PlainObject } from "./graph.ts";
import { PLATFORM, type Platform } from "./platform.ts";
import { createRecordingMonitor } from "./recording-monitor.ts";
import { untilSettled } from "./until-settled.ts";

export interface RunOfProgram extends AppTask {
  readonly account: Account;
  /** A folder of this run's own, instead of `.sst`. */
  readonly work: string;
  readonly platform: Platform;
  readonly app: AppDescription;
  readonly ending: Ending;
  readonly logs: readonly string[];
}

export async function recordProgram(run: RunOfProgram): Promise<Graph> {
  const { platform, stage, account, ending, edits } = run;
  const { region, ...app } = run.app;
  await bundle(run);
  edits.assertAllMade();
  const { program } = (await import(pathToFileURL(run.outfile("run")).href)) as { program(): Promise<unknown> };
  const monitor = createRecordingMonitor(platform, { app: app.name, stage, region, account, ending });
  prepareRuntime(run, monitor.endpoint);
  await platform.runtime.runInPulumiStack(program);
  await untilSettled(platform);
  const { _protect, ...outputs } = monitor.outputs();
  return deepFreeze(
    withoutWorkFolder(run.work, {
      stage,
      app,
      resources: monitor.resources().toSorted((one, other) => (one.urn < other.urn ? -1 : 1)),
      outputs,
      invokes: monitor.invokes(),
      logs: [...run.logs],
    }),
  );
}

async function bundle({
  platform,
  root,
  config,
  stage,
  work,
  edits,
  outfile,
  app: { region: _, ...app },
}: RunOfProgram) {
  const paths = { home: work, root, work, platform: PLATFORM };
  const cli = { command: "deploy", dev: false, paths, state: { version: {} } };
  await bundleProgram(platform, {
    root,
    edits,
    outfile: outfile("run"),
    withGlobals: true,
    define: { $app: JSON.stringify({ ...app, stage }), $cli: JSON.stringify(cli), $dev: "false" },
    code: `
      import { run } from ${JSON.stringify(join(PLATFORM, "src", "auto", "run.ts"))};
      import mod from ${JSON.stringify(config)};
      export const program = () => run(mod.run);`,
  });
}

/** No preview: what a preview does not know yet it leaves out, and then everything made from it is missing. */
function prepareRuntime({ platform, app, stage }: RunOfProgram, endpoint: object): void {
  platform.settings.setMockOptions(endpoint, app.name, stage, false);
  Object.assign(platform.store.getStore(), {
    supportsSecrets: true,
    supportsResourceReferences: true,
    supportsDeletedWith: true,
    supportsReplaceWith: true,
    supportsAliasSpecs: true,
    supportsParameterization: true,
    supportsResourceHooks: true,
  });
  platform.runtime.setAllConfig(configOf(app.providers["aws"] ?? {}));
}

/** As the CLI hands a provider's settings on: texts as they are, objects as JSON, and nothing else. */
function configOf(provider: PlainObject): Readonly<Record<string, string>> {
  const config: Record<string, string> = {};
  for (const [key, value] of Object.entries(provider)) {
    if (typeof value === "string") config[`aws:${key}`] = value;
    else if (typeof value === "object" && value !== null) config[`aws:${key}`] = JSON.stringify(value);
  }
  return config;
}

/** Code is zipped into a folder with a name of chance, which two equal runs must not differ by. */
function withoutWorkFolder<T extends object>(work: string, graph: T): T {
  const clean = (value: Plain | undefined): Plain | undefined => {
    if (typeof value === "string") return value.replaceAll(work, ".sst");
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((each) => clean(each) ?? null);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
  };
  return clean(graph as PlainObject) as T;
}
