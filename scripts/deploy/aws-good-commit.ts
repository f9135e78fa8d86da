/** Keeps the commit that was good in a parameter of the stage's own region, which a person reads without us: `/tandem/production-us-west-2/commit`. */
import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { done, type Outcome, refused } from "@tandem/kernel";
import { awsConfig, reasonOf } from "./aws-client.ts";
import type { StagePlace } from "./walk-ports.ts";

export interface ProductStage extends StagePlace {
  readonly product: string;
}

const DESCRIPTION = "The commit that npm run deploy last deployed to this stage and found good";

/** Nothing where nothing was written yet. */
export async function readGoodCommit(
  place: ProductStage,
): Promise<Outcome<string | undefined, { readonly reason: string }>> {
  const ssm = new SSMClient(awsConfig(place.region));
  try {
    const answer = await ssm.send(new GetParameterCommand({ Name: commitParameter(place) }));
    return done(answer.Parameter?.Value);
  } catch (error) {
    if (error instanceof ParameterNotFound) return done(undefined);
    return refused({ reason: `${commitParameter(place)} of ${place.region} cannot be read (${reasonOf(error)})` });
  } finally {
    ssm.destroy();
  }
}

/** Why it cannot be written; nothing when it stands there. */
export async function writeGoodCommit(place: ProductStage, commit: string): Promise<string | undefined> {
  const ssm = new SSMClient(awsConfig(place.region));
  const parameter = { Name: commitParameter(place), Value: commit, Description: DESCRIPTION };
  try {
    await ssm.send(new PutParameterCommand({ ...parameter, Type: "String", Overwrite: true }));
    return undefined;
  } catch (error) {
    return reasonOf(error);
  } finally {
    ssm.destroy();
  }
}

/** infra/delivery/state.ts lets a workflow's role at it. */
function commitParameter({ product, stage }: ProductStage): string {
  return `/${product}/${stage}/commit`;
}
