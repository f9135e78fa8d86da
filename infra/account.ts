/** Names that have the account in them. Who deploys is asked of STS in the stack's own region. */
import type { Environment } from "./environment.ts";
import { boundaryName } from "./names.ts";

export function accountId(): $util.Output<string> {
  return aws.getCallerIdentityOutput({}).accountId;
}

/** The permissions boundary that every role of this environment wears; `infra/delivery/delivery.ts` says what is in it. */
export function boundaryArn(environment: Environment): $util.Output<string> {
  return $interpolate`arn:aws:iam::${accountId()}:policy/${boundaryName(environment)}`;
}
