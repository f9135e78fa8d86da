/**
 * Who may deploy: roles that GitHub's workflows take on without any key being kept there, each for one environment, and the boundary that
 * every role they make must wear. They are made and changed by a person, who deploys the global stack with rights of their own,
 * because a role that could change what it may do could do anything.
 */
import { accountId } from "../account.ts";
import type { Environment } from "../environment.ts";
import { boundaryName, globalName, previewsName, sharesBoundary } from "../names.ts";
import type { GlobalScope } from "../scope.ts";
import { createBoundary } from "./boundary.ts";
import { reachOf, reachOfPreviews } from "./reach.ts";
import { createDeliveryRole, createGithubProvider } from "./role.ts";

/** The name of GitHub's environment in which all previews are deployed; other environments are called the same there as here. */
export const PREVIEWS_ON_GITHUB = "preview";
/** What IAM allows at most, and what it gives who asks for nothing. */
const SESSION_SECONDS_MAX = 12 * 3_600;
const SESSION_SECONDS_MIN = 3_600;
/** What every environment's deployment takes, and all that a preview's does: it has no names and nobody watches it. */
const ALWAYS = ["api", "functions", "roles", "state", "table"] as const;

/** How long one stage may take: an hour to deploy and try it, and its bake. */
export function sessionSeconds({ bakeMinutes }: Pick<Environment, "bakeMinutes">): number {
  return Math.min(Math.max((60 + bakeMinutes) * 60, SESSION_SECONDS_MIN), SESSION_SECONDS_MAX);
}

export function createDelivery({ environment }: GlobalScope) {
  const reach = accountId().apply((account) => reachOf(environment, account));
  // Functions wear it whoever deploys them.
  if (!sharesBoundary(environment)) createBoundary("Boundary", { name: boundaryName(environment), reach });
  if (environment.delivery === undefined) return {};
  const { createsProvider, deploysPreviews } = environment.delivery;
  const dependsOn = createsProvider ? [createGithubProvider()] : [];
  const role = createDeliveryRole("Delivery", {
    name: globalName(environment, "delivery"),
    description: `With which workflows deploy ${environment.name}.`,
    githubEnvironment: environment.name,
    sessionSeconds: sessionSeconds(environment),
    parts: [
      ...ALWAYS,
      ...(environment.domain === undefined ? [] : ["names" as const]),
      ...(environment.watches ? ["watch" as const] : []),
    ],
    reach,
    dependsOn,
  });
  if (!deploysPreviews) return { deliveryRole: role.arn };
  const previewsReach = accountId().apply(reachOfPreviews);
  createBoundary("PreviewsBoundary", { name: previewsName("boundary"), reach: previewsReach });
  const previewsRole = createDeliveryRole("PreviewsDelivery", {
    name: previewsName("delivery"),
    description: "With which workflows make and remove previews.",
    githubEnvironment: PREVIEWS_ON_GITHUB,
    sessionSeconds: SESSION_SECONDS_MIN,
    parts: ALWAYS,
    reach: previewsReach,
    dependsOn,
  });
  return { deliveryRole: role.arn, previewsDeliveryRole: previewsRole.arn };
}
