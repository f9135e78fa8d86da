/**
 * What no workflow of ours may do, as sentences about one that does. A workflow runs other people's code beside keys to our accounts, so what
 * it takes is pinned, what it may do is said, and what a stranger can write never becomes a command.
 */
import { parse } from "yaml";

export interface Workflow {
  readonly name: string;
  readonly text: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Permissions | undefined;
  readonly concurrency: { readonly "cancel-in-progress"?: unknown } | undefined;
  readonly jobs: Readonly<Record<string, Job>>;
}

type Permissions = Readonly<Record<string, string>>;

export interface Job {
  readonly needs?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly environment?: unknown;
  readonly permissions?: Permissions;
  readonly "timeout-minutes"?: number;
  readonly steps?: readonly Step[];
}

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export function readWorkflow(name: string, text: string): Workflow {
  const { on, permissions, concurrency, jobs } = parse(text);
  const triggers = typeof on === "string" ? { [on]: null } : on;
  return { name, text, on: triggers, permissions, concurrency, jobs };
}

export function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}

/** Sentences about what is wrong with a workflow; `scripts` are those of package.json, `files` those of the repository it may call. */
export function problemsOf(
  workflow: Workflow,
  known: { readonly scripts: readonly string[]; readonly files: readonly string[] },
): readonly string[] {
  return [
    ...problemsOfPins(workflow, known.files),
    ...problemsOfPermissions(workflow),
    ...problemsOfCommands(workflow, known.scripts),
    ...problemsOfJobs(workflow),
  ];
}

/** A tag can be moved to other code; a commit cannot. The comment says to people, and to what proposes updates, which version it is. */
const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

function problemsOfPins({ text }: Workflow, files: readonly string[]): readonly string[] {
  const uses = [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, what = ""]) => what);
  return uses
    .filter((what) => (what.startsWith("./") ? !files.includes(what.slice(2)) : !PINNED.test(what)))
    .map((what) => `${what} is not pinned by a commit with its version behind it, nor a file here`);
}

function problemsOfPermissions({ permissions, jobs }: Workflow): readonly string[] {
  const problems =
    JSON.stringify(permissions) === '{"contents":"read"}' ? [] : ["it begins with more permissions than reading"];
  for (const [name, job] of Object.entries(jobs)) {
    const writes = Object.entries(job.permissions ?? {}).filter(([, level]) => level !== "read");
    for (const [what] of writes) {
      if (what !== "id-token") problems.push(`${name} may write ${what}`);
      // GitHub's environment decides who may: a job in none would be any job.
      else if (job.environment === undefined && job.uses === undefined)
        problems.push(`${name} may say who it is and is in no environment`);
    }
  }
  return problems;
}

function problemsOfCommands(workflow: Workflow, scripts: readonly string[]): readonly string[] {
  const commands = stepsOf(workflow).flatMap(({ run }) => (run === undefined ? [] : [run]));
  return commands.flatMap((command) => [
    // What a stranger calls a branch would be run; in the environment it is a text.
    ...(command.includes("${{") ? [`an expression is part of a command: ${command}`] : []),
    ...[...command.matchAll(/npm (?:run )?([\w-]+)/g)]
      .map(([, script = ""]) => script)
      .filter((script) => !scripts.includes(script))
      .map((script) => `there is no \`npm run ${script}\``),
  ]);
}

function problemsOfJobs({ on, jobs, concurrency }: Workflow): readonly string[] {
  const problems: string[] = [];
  // It runs a fork's code with the rights of this repository.
  if ("pull_request_target" in on || "workflow_run" in on) problems.push("it is begun by what anybody may begin");
  let deploys = false;
  for (const [name, { steps = [], uses, "timeout-minutes": minutes }] of Object.entries(jobs)) {
    if (uses === undefined && minutes === undefined) problems.push(`${name} may run for six hours`);
    const actions = steps.map((step) => step.uses?.split("@")[0]);
    const signsIn = actions.includes("aws-actions/configure-aws-credentials");
    deploys ||= signsIn;
    if (signsIn && actions.includes("actions/cache")) problems.push(`${name} deploys what it finds in a cache`);
    for (const step of steps) {
      if (step.uses?.startsWith("actions/checkout@") && step.with?.["persist-credentials"] !== false)
        problems.push(`${name} leaves GitHub's token in the checkout`);
      if (signsIn && step.uses?.startsWith("actions/setup-node@") && step.with?.["package-manager-cache"] !== false)
        problems.push(`${name} deploys what it finds in the packages' cache`);
    }
  }
  const isCalled = "workflow_call" in on;
  if (deploys && !isCalled && concurrency?.["cancel-in-progress"] !== false)
    problems.push("it may be stopped while it deploys");
  return problems;
}
