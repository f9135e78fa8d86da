/** Who AWS takes us for: the first question, since without an answer there is nothing to deploy with, and with the wrong one too much. */
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { done, type Outcome, refused } from "@tandem/kernel";
import { awsConfig, reasonOf } from "./aws-client.ts";

export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** Looking for credentials may itself ask a network that is not there. */
const TIMEOUT_MS = 10_000;

export async function readIdentity(region: string): Promise<Outcome<Identity, { readonly reason: string }>> {
  const client = new STSClient(awsConfig(region));
  try {
    const { Account: account, Arn: arn } = await client.send(new GetCallerIdentityCommand({}), {
      abortSignal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (account === undefined || arn === undefined)
      return refused({ reason: `AWS in ${region} does not say who we are` });
    return done({ account, arn });
  } catch (error) {
    return refused({ reason: `AWS in ${region} does not know us (${reasonOf(error)})` });
  } finally {
    client.destroy();
  }
}
