/**
 * Environments as they would be deployed: every stack of one, as graphs. The rules look at whole deployments, since most of what can go wrong
 * with two regions is between them.
 */
import type { EnvironmentSettings } from "@tandem/infra/settings";
import { ENVIRONMENTS, PREVIEW } from "@tandem/infra/stage";
import { must } from "@tandem/kernel";
import type { Graph, GraphResource } from "./graph/graph.ts";
import { runGraph } from "./graph/run-graph.ts";
import type { Edit } from "./graph/source-edits.ts";

/** An environment's settings, and what to write into `infra/stage.ts` to have them. */
export interface EnvironmentUnderTest {
  /** What it shows. */
  readonly about: string;
  readonly name: string;
  readonly settings: EnvironmentSettings;
  readonly edits: readonly Edit[];
}

export interface Stack {
  readonly stage: string;
  readonly kind: "global" | "region";
  readonly region: string;
  readonly graph: Graph;
}

export interface Deployment {
  readonly environment: EnvironmentUnderTest;
  readonly stacks: readonly Stack[];
}

/** What a person has set in every stage. */
export const SECRETS = { RegionKeys: '[{"id":"1","secret":"what only these regions know of each other"}]' };
const SHIPPED = must(ENVIRONMENTS["production"], "infra/stage.ts has a production");
const REGIONS = ["us-west-2", "us-east-1"];
const ATTACHED = stageEdit("attached: []", `attached: ${JSON.stringify(REGIONS)}`);
const THREE_REGIONS = [...REGIONS, "eu-west-1"];

/** As the page of settings is shipped. */
export const FIRST_WALK: EnvironmentUnderTest = {
  about: "production on its first walk",
  name: "production",
  settings: SHIPPED,
  edits: [],
};

export const PRODUCTION: EnvironmentUnderTest = {
  about: "production",
  name: "production",
  settings: { ...SHIPPED, ...attachedTo(REGIONS) },
  edits: [ATTACHED],
};

export const PREVIEW_OF_12: EnvironmentUnderTest = { about: "a preview", name: "pr-12", settings: PREVIEW, edits: [] };

/** A third region is added: it has its checks of the others, and nobody listens to its word yet. */
export const THREE: EnvironmentUnderTest = {
  about: "production with a third region that is not attached yet",
  name: "production",
  settings: { ...SHIPPED, ...attachedTo(REGIONS), regions: THREE_REGIONS },
  edits: [ATTACHED, stageEdit(`regions: ${list(REGIONS)},\n    /**`, `regions: ${list(THREE_REGIONS)},\n    /**`)],
};

export const ENVIRONMENTS_UNDER_TEST = [PRODUCTION, PREVIEW_OF_12, THREE, FIRST_WALK] as const;

function attachedTo(attached: readonly string[]): Pick<EnvironmentSettings, "domain"> {
  return { domain: { ...must(SHIPPED.domain, "production has a domain"), attached } };
}

function list(regions: readonly string[]): string {
  return `[${regions.map((region) => JSON.stringify(region)).join(", ")}]`;
}

function stageEdit(find: string, replace: string): Edit {
  return { file: "infra/stage.ts", find, replace };
}

/** The environment's stacks, all of them or those of some parts (`global` or a region), with the sources changed if asked. */
export async function deploy(
  environment: EnvironmentUnderTest,
  options: { readonly parts?: readonly string[]; readonly edits?: readonly Edit[] } = {},
): Promise<Deployment> {
  const { parts = ["global", ...environment.settings.regions], edits = [] } = options;
  const stacks: Stack[] = [];
  for (const part of parts) {
    const stage = `${environment.name}-${part}`;
    const isGlobal = part === "global";
    stacks.push({
      stage,
      kind: isGlobal ? "global" : "region",
      region: isGlobal ? environment.settings.globalRegion : part,
      graph: await runGraph({ stage, edits: [...environment.edits, ...edits], secrets: SECRETS }),
    });
  }
  return { environment, stacks };
}

export function regionStacks({ stacks }: Deployment): readonly Stack[] {
  return stacks.filter(({ kind }) => kind === "region");
}

export function resourcesOf({ graph }: Stack, type: string): readonly GraphResource[] {
  return graph.resources.filter((resource) => resource.type === type);
}
