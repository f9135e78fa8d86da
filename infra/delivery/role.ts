/**
 * A role that GitHub's workflows take on: who may, and what it may do. Nothing in its policies reaches the role itself or the policies, so
 * that only a person, with rights of their own, changes them.
 */
import { accountId } from "../account.ts";
import { REPOSITORY } from "../stage.ts";
import { apiStatements } from "./api.ts";
import { functionStatements } from "./functions.ts";
import { nameStatements } from "./host-names.ts";
import type { Reach } from "./reach.ts";
import { stateStatements } from "./state.ts";
import { policyDocument, type Statement } from "./statement.ts";
import { tableStatements } from "./table.ts";
import { watchStatements } from "./watch.ts";
import { roleStatements } from "./worn-roles.ts";

/** What deploying takes, each a policy of its own: IAM lets none be longer than 6,144 characters, nor a role wear more than ten. */
export const DELIVERY_POLICIES = {
  api: apiStatements,
  functions: functionStatements,
  names: nameStatements,
  roles: roleStatements,
  state: stateStatements,
  table: tableStatements,
  watch: watchStatements,
} satisfies Record<string, (reach: Reach) => readonly Statement[]>;

export type DeliveryPart = keyof typeof DELIVERY_POLICIES;

const GITHUB = "token.actions.githubusercontent.com";
const AUDIENCE = "sts.amazonaws.com";

export interface DeliveryRoleSettings {
  /** Of the role, and the beginning of its policies'. */
  readonly name: string;
  readonly description: string;
  /** GitHub's environment, whose rules say which branches may and who must approve. */
  readonly githubEnvironment: string;
  readonly sessionSeconds: number;
  /** What deploying takes here. */
  readonly parts: readonly DeliveryPart[];
  readonly reach: $util.Output<Reach>;
  readonly dependsOn: $util.Resource[];
}

export function createDeliveryRole(component: string, settings: DeliveryRoleSettings): aws.iam.Role {
  const { name, reach } = settings;
  const role = new aws.iam.Role(
    component,
    {
      name,
      description: settings.description,
      maxSessionDuration: settings.sessionSeconds,
      assumeRolePolicy: accountId().apply((account) => trustPolicy(account, settings.githubEnvironment)),
    },
    { dependsOn: settings.dependsOn },
  );
  for (const part of settings.parts) {
    const componentPart = `${component}${part.charAt(0).toUpperCase()}${part.slice(1)}`;
    const policy = new aws.iam.Policy(componentPart, {
      name: `${name}-${part}`,
      policy: reach.apply((each) => policyDocument(DELIVERY_POLICIES[part](each))),
    });
    new aws.iam.RolePolicyAttachment(componentPart, { role: role.name, policyArn: policy.arn });
  }
  return role;
}

/** A job of this repository that runs in this environment of GitHub's, and asked for a token for AWS. A fork's token names the fork. */
export function trustPolicy(account: string, githubEnvironment: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${GITHUB}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${GITHUB}:aud`]: AUDIENCE,
            [`${GITHUB}:sub`]: `repo:${REPOSITORY}:environment:${githubEnvironment}`,
          },
        },
      },
    ],
  });
}

/** AWS checks GitHub's certificate by itself, so no fingerprint of it is pinned here. Whoever else uses it loses it with us, so it stays. */
export function createGithubProvider(): aws.iam.OpenIdConnectProvider {
  return new aws.iam.OpenIdConnectProvider(
    "Github",
    { url: `https://${GITHUB}`, clientIdLists: [AUDIENCE] },
    { retainOnDelete: true },
  );
}
