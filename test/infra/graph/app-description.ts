/** What `app()` of a config says for a stage, completed as SST's CLI completes it before it runs the program. */
import { pathToFileURL } from "node:url";
import { bundleProgram } from "./bundle-program.ts";
import type { GraphApp, PlainObject } from "./graph.ts";
import type { Platform } from "./platform.ts";
import type { SourceEdits } from "./source-edits.ts";

export interface AppTask {
  readonly stage: string;
  readonly config: string;
  readonly root: string;
  readonly edits: SourceEdits;
  /** Where a bundle goes: inside the platform, under a name that no other run has. */
  outfile(kind: "app" | "run"): string;
}

/** With the region that the stack's own provider has. */
export interface AppDescription extends GraphApp {
  readonly region: string;
}

export async function describeApp(platform: Platform, task: AppTask): Promise<AppDescription> {
  const outfile = task.outfile("app");
  const code = `import mod from ${JSON.stringify(task.config)};\nexport const app = (input) => mod.app(input);`;
  const banner = "function $config(input) { return input }";
  const { root, edits } = task;
  await bundleProgram(platform, { root, edits, code, banner, outfile, withGlobals: false });
  const { app } = (await import(pathToFileURL(outfile).href)) as { app(input: object): Promise<object> };
  // The CLI reads it from a process of its own, as JSON.
  const said = JSON.parse(JSON.stringify(await app({ stage: task.stage }))) as Partial<GraphApp>;
  return complete(said, task.stage);
}

function complete(said: Partial<GraphApp>, stage: string): AppDescription {
  const { name, home, protect = false, removal = "retain" } = said;
  if (/[^a-zA-Z0-9-]/.test(stage)) throw new Error(`SST refuses the stage name ${JSON.stringify(stage)}.`);
  if (name === undefined || /[^a-zA-Z0-9-]/.test(name))
    throw new Error(`SST refuses the app name ${JSON.stringify(name)}.`);
  if (home !== "aws") throw new Error(`The harness knows the home "aws", and app() says ${JSON.stringify(home)}.`);
  if (!["remove", "retain", "retain-all"].includes(removal)) {
    throw new Error(`removal is one of remove, retain, retain-all, not ${JSON.stringify(removal)}.`);
  }
  const aws = providerOf(said.providers?.["aws"]);
  const region = aws["region"];
  if (typeof region !== "string")
    throw new Error("app() gives no providers.aws.region: SST would take the environment's.");
  const tags = {
    ...(aws["defaultTags"] as { readonly tags?: PlainObject } | undefined)?.tags,
    "sst:app": name,
    "sst:stage": stage,
  };
  return {
    name,
    home,
    protect,
    removal,
    region,
    providers: { ...said.providers, aws: { ...aws, defaultTags: { tags } } },
  };
}

/** `true` and a version stand for an object. */
function providerOf(said: unknown): PlainObject {
  if (typeof said === "string") return { version: said };
  return typeof said === "object" && said !== null ? (said as PlainObject) : {};
}
