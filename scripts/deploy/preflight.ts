/**
 * Everything that can be known before anything is touched, all of it at once: who is not ready at three in the morning should not learn it
 * one refusal after the other, and least of all between two regions.
 */
import { PRODUCT, REPOSITORY } from "@tandem/infra/stage";
import type { Outcome } from "@tandem/kernel";
import { type AlarmBaselines, readBaselines } from "./alarm-baselines.ts";
import { type AttachedCheck, attachedChecksOf, judgeAttached, type Observations } from "./attached-checks.ts";
import type { Identity } from "./aws-identity.ts";
import type { TreeState } from "./git-tree.ts";
import { type GoodCommits, readGoodCommits } from "./good-commits.ts";
import { type Plan, plannedRegions } from "./plan.ts";
import { unfilledSettings } from "./unfilled-settings.ts";
import type { ReadCommit, WalkPorts } from "./walk-ports.ts";

export interface PreflightPorts {
  readonly readIdentity: (region: string) => Promise<Outcome<Identity, { readonly reason: string }>>;
  readonly readAlarms: WalkPorts["readAlarms"];
  readonly readObservations: (names: readonly string[]) => Promise<Outcome<Observations, { readonly reason: string }>>;
  readonly readGoodCommit: ReadCommit;
  readonly readTree: () => Promise<TreeState>;
  /** As infra/stage.ts has it, but in tests. */
  readonly repository?: string;
}

export interface Preflight {
  readonly identity: Identity | undefined;
  readonly tree: TreeState;
  readonly baselines: AlarmBaselines;
  readonly goodCommits: GoodCommits;
  /** Regions whose alarms this walk will not hear. */
  readonly unheard: readonly string[];
  /** A sentence each; none when the walk may begin. */
  readonly refusals: readonly string[];
}

export async function preflight(
  plan: Plan,
  ports: PreflightPorts,
  allowed: { readonly isDirty: boolean; readonly isDespiteAlarms: boolean },
): Promise<Preflight> {
  const tree = await ports.readTree();
  const refusals = [
    ...unfilledSettings(plan.environment, ports.repository ?? REPOSITORY).map((each) => `in infra/stage.ts ${each}`),
    ...(allowed.isDirty ? [] : judgeTree(plan, tree)),
  ];
  const identities = await Promise.all(regionsOf(plan).map((region) => ports.readIdentity(region)));
  const [first] = identities;
  const identity = first?.ok === true ? first.value : undefined;
  const silent = identities.flatMap((each) => (each.ok ? [] : [each.refusal.reason]));
  // Without credentials nothing else can be asked, and the same reason three times helps nobody.
  if (silent.length > 0) {
    const reason = `${silent[0]}: sign in (aws sso login, or AWS_PROFILE) and try again`;
    return {
      identity,
      tree,
      baselines: new Map(),
      goodCommits: new Map(),
      unheard: [],
      refusals: [...refusals, reason],
    };
  }
  const [alarms, attached, goodCommits] = await Promise.all([
    readBaselines(plan, { readAlarms: ports.readAlarms, isDespiteAlarms: allowed.isDespiteAlarms }),
    judgeChecks(plan, ports),
    readGoodCommits(plan, { tree, read: ports.readGoodCommit }),
  ]);
  const { baselines, unheard } = alarms;
  return { identity, tree, baselines, goodCommits, unheard, refusals: [...refusals, ...alarms.refusals, ...attached] };
}

/** Where something is to be deployed, each once. */
function regionsOf({ stages }: Plan): readonly string[] {
  return [...new Set(stages.map(({ scope }) => scope.region))];
}

function judgeTree({ environment }: Plan, { commit, changed }: TreeState): readonly string[] {
  if (!environment.protects) return [];
  if (commit === undefined)
    return [
      `${PRODUCT} is in no git repository, so nobody could say later what runs: deploy from a clone, or say --dirty`,
    ];
  if (changed.length === 0) return [];
  const shown = changed.slice(0, SHOWN_FILES_MAX).join(", ");
  return [
    `${changed.length} files are not committed (${shown}${changed.length > SHOWN_FILES_MAX ? ", …" : ""}): commit them, or say --dirty`,
  ];
}

const SHOWN_FILES_MAX = 3;

async function judgeChecks(plan: Plan, { readObservations }: PreflightPorts): Promise<readonly string[]> {
  const wanted = plannedRegions(plan).map((region): readonly [string, readonly AttachedCheck[]] => {
    return [region, attachedChecksOf(plan.environment, region)];
  });
  const names = wanted.flatMap(([, checks]) => checks.map(({ name }) => name));
  if (names.length === 0) return [];
  const observations = await readObservations(names);
  if (!observations.ok)
    return [
      `the health checks that are attached cannot be asked (${observations.refusal.reason}), and may have no data yet`,
    ];
  return wanted.flatMap(([region, checks]) => judgeAttached(region, checks, observations.value));
}
