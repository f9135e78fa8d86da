/**
 * A mistake that somebody could make in `infra/`, and the rule that must notice. Each is a change of the real sources, run through the real
 * program: a rule that no mistake can break would be no rule.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { type Deployment, deploy, type EnvironmentUnderTest, PRODUCTION } from "../deployment.ts";
import type { Edit } from "../graph/source-edits.ts";
import type { Rule } from "../rules/rule.ts";

export interface Mutation extends Edit {
  /** Ends the sentence "... is caught". */
  readonly mistake: string;
  /** Or what the program itself says, which stops before there is anything to hold a rule to. */
  readonly breaks: Rule | RegExp;
  /** Which stack is deployed with it; the others stay as they were. */
  readonly part?: string;
}

/** The rules ask nothing of order, so one region stands for each. */
const PART = "us-east-1";

/** One test for each mutation, on an environment that keeps every rule without them (`suite.test.ts` says so). */
export function describeMutations(
  name: string,
  mutations: readonly Mutation[],
  environment: EnvironmentUnderTest = PRODUCTION,
): void {
  describe(name, () => {
    let sound: Deployment;
    beforeAll(async () => {
      sound = await deploy(environment);
    });

    for (const { mistake, breaks, part = PART, ...edit } of mutations) {
      test(`${mistake} is caught`, async () => {
        const deployed = deploy(environment, { parts: [part], edits: [edit] });
        if (breaks instanceof RegExp) return await expect(deployed).rejects.toThrow(breaks);
        const mutated = await deployed;
        const stage = `${environment.name}-${part}`;
        const stacks = [...sound.stacks.filter((stack) => stack.stage !== stage), ...mutated.stacks];

        expect(breaks.check(sound)).toEqual([]);
        expect(breaks.check({ environment, stacks })).not.toEqual([]);
      });
    }
  });
}
