/**
 * The cloud's own libraries stay in the adapters and in the composition roots that build their clients, so that everything else runs
 * without a cloud, and a change of SDK is a change of one package.
 */
import { packageOf, type SourceFile } from "../codebase/codebase.ts";
import { type Rule, violationAt } from "../codebase/rule.ts";

const CLOUD = /^@(?:aws-sdk|aws-lambda-powertools|smithy)\//;
/** An adapter says what it is made of. */
const CLAIMS_ADAPTER = /^packages\/claims\/src\/dynamo-[^/]+$/;
/** A deployment is made of control planes, which nothing else may know: its adapters are its own. */
const DEPLOY_ADAPTER = /^scripts\/deploy\/aws-[^/]+$/;
/** The local cloud and the adapters are tested with the SDK that production uses. */
const TESTED_WITH_SDK: ReadonlySet<string> = new Set(["aws", "claims", "functions", "local"]);

export const cloudSdk: Rule = {
  name: "the AWS SDK stays in the adapters",
  check: ({ sources }) =>
    sources
      .filter((source) => !maySpeakToCloud(source))
      .flatMap((source) =>
        source.imports
          .filter(({ specifier }) => CLOUD.test(packageOf(specifier) ?? ""))
          .map(({ specifier, offset }) =>
            violationAt(source, offset, {
              problem: `imports ${specifier}`,
              instead:
                "take a port, and implement it in packages/aws (what only tests use lies in a folder called testing)",
            }),
          ),
      ),
};

function maySpeakToCloud({ path, home, isTest }: SourceFile): boolean {
  if (home.name === "aws" || home.name === "functions" || home.name === "test") return true;
  return CLAIMS_ADAPTER.test(path) || DEPLOY_ADAPTER.test(path) || (isTest && TESTED_WITH_SDK.has(home.name));
}
