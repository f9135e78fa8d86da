/** The real `sst.config.ts`, for every stack of every kind of environment, against every rule. `mutations` shows that each rule bites. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Deployment, deploy, ENVIRONMENTS_UNDER_TEST, PREVIEW_OF_12, PRODUCTION } from "./deployment.ts";
import { namesIn, takenTwice } from "./rules/names.ts";
import { RULES } from "./rules/rules.ts";

const deployments = new Map<string, Deployment>();

for (const environment of ENVIRONMENTS_UNDER_TEST) {
  describe(environment.about, () => {
    beforeAll(async () => {
      deployments.set(environment.about, await deploy(environment));
    });

    for (const rule of RULES) {
      test(rule.name, () => {
        expect(rule.check(deploymentOf(environment.about))).toEqual([]);
      });
    }
  });
}

test("production and a preview can live in one account", () => {
  const both = [PRODUCTION, PREVIEW_OF_12].map(({ about }) => deploymentOf(about));

  expect(takenTwice(namesIn(both))).toEqual([]);
});

function deploymentOf(about: string): Deployment {
  const deployment = deployments.get(about);
  if (deployment === undefined) throw new Error(`${about} was not deployed`);
  return deployment;
}
