/**
 * Who may come in from outside of a role: a policy on a thing, or a permission to call a function, is a door in the wall that the roles are. There
 * are two kinds here, an API's to its function and the alarms' to their topic; every other one is a mistake, open to the world or not.
 */
import { PRODUCT } from "@tandem/infra/stage";
import { resourcesOf, type Stack } from "../deployment.ts";
import { ACCOUNT_ID } from "../graph/account.ts";
import type { GraphResource, Plain } from "../graph/graph.ts";
import { at, eachStack, leavesOf, nameOf, type Rule } from "./rule.ts";

/** Documents of roles are what `rights` and `trusted` look at. */
const OF_ROLES = ["aws:iam/role:Role", "aws:iam/policy:Policy"];

export const doors: Rule = eachStack(
  "nobody comes in but an API to its function, and alarms to their topic",
  (stack, { environment }) => [
    ...policiesOf(stack).flatMap(({ resource, policy }) => {
      const isTopics = resource.type === "aws:sns/topicPolicy:TopicPolicy";
      const wanted = alarmsTell(
        String(at(resource.inputs, "arn")),
        `${PRODUCT}-${environment.name}-${stack.region}`,
        stack,
      );
      return isTopics && sorted(policy) === sorted(wanted)
        ? []
        : [`${nameOf(resource)} opens ${JSON.stringify(policy)}`];
    }),
    ...permissionsOf(stack),
  ],
);

function policiesOf({ graph }: Stack): readonly { readonly resource: GraphResource; readonly policy: Plain }[] {
  return graph.resources
    .filter(({ type }) => !OF_ROLES.includes(type))
    .flatMap((resource) =>
      leavesOf(resource.inputs)
        .filter(({ value }) => value.startsWith("{") && value.includes('"Statement"'))
        .map(({ value }) => ({ resource, policy: JSON.parse(value) as Plain })),
    );
}

/** Alarms of this region of this environment, in this account. */
function alarmsTell(topic: string, names: string, { region }: Stack): Plain {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AlarmsOfThisRegionTell",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topic,
        Condition: {
          StringEquals: { "aws:SourceAccount": ACCOUNT_ID },
          ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${region}:${ACCOUNT_ID}:alarm:${names}-*` },
        },
      },
    ],
  };
}

function permissionsOf(stack: Stack): readonly string[] {
  const apis = resourcesOf(stack, "aws:apigatewayv2/api:Api").map(({ state }) => `${at(state, "executionArn")}/*`);
  return resourcesOf(stack, "aws:lambda/permission:Permission")
    .filter(
      ({ inputs }) =>
        at(inputs, "action") !== "lambda:InvokeFunction" ||
        at(inputs, "principal") !== "apigateway.amazonaws.com" ||
        !apis.includes(String(at(inputs, "sourceArn"))),
    )
    .map(
      ({ name, inputs }) =>
        `${name} lets ${at(inputs, "principal")} from ${at(inputs, "sourceArn") ?? "anywhere"} call`,
    );
}

function sorted(value: Plain): string {
  return leavesOf(value)
    .map(({ path, value: leaf }) => `${path} = ${leaf}`)
    .sort()
    .join("\n");
}
