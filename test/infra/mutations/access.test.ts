/** Mistakes with rights, and with what is where. */
import { atHome, bounded, noWildcards, trusted } from "../rules/iam.ts";
import { noOtherRegion, ownRegion } from "../rules/own-region.ts";
import { rights } from "../rules/rights.ts";
import { describeMutations } from "./mutation.ts";

describeMutations("who may do what, and where", [
  {
    mistake: "a right to everything in DynamoDB",
    file: "infra/region/permissions.ts",
    find: '["dynamodb:GetItem", "dynamodb:Query"]',
    replace: '["dynamodb:*"]',
    breaks: noWildcards,
  },
  {
    mistake: "a right to read every table",
    file: "infra/region/permissions.ts",
    find: '["dynamodb:GetItem", "dynamodb:Query"], resources: [table.arn]',
    replace: '["dynamodb:GetItem", "dynamodb:Query"], resources: ["*"]',
    breaks: noWildcards,
  },
  {
    mistake: "a right to every queue of the region",
    file: "infra/region/permissions.ts",
    find: '["sqs:SendMessage"], resources: [queueArn]',
    replace: '["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:123456789012:*"]',
    breaks: noWildcards,
  },
  {
    mistake: "a right to write a peer's replica",
    file: "infra/region/permissions.ts",
    find: ".map((action) => `dynamodb:${action}`);\n  return { actions, resources: [table.arn] };",
    replace:
      '.map((action) => `dynamodb:${action}`);\n  return { actions, resources: [table.arn, $interpolate`${table.arn.replace("us-east-1", "us-west-2")}`] };',
    breaks: atHome,
  },
  {
    mistake: "a right in a region that is not the environment's, though only to read",
    file: "infra/region/permissions.ts",
    find: '["dynamodb:GetItem", "dynamodb:Query"], resources: [table.arn]',
    replace: '["dynamodb:GetItem"], resources: [table.arn.replace("us-east-1", "eu-west-1")]',
    breaks: atHome,
  },
  {
    mistake: "a right to write where only reading was meant",
    file: "infra/region/permissions.ts",
    find: 'actions: ["dynamodb:Query"], resources: [arnIn(',
    replace: 'actions: ["dynamodb:Query", "dynamodb:PutItem"], resources: [arnIn(',
    breaks: atHome,
  },
  {
    mistake: "an API that may not ask its peers",
    file: "infra/region/api.ts",
    find: "...readPeers(table, scope.peers), ",
    replace: "",
    breaks: rights,
  },
  {
    mistake: "Lambda's own policy, which logs everywhere",
    file: "infra/region/function.ts",
    find: "role.managedPolicyArns = [];",
    replace: "",
    breaks: bounded,
  },
  {
    mistake: "a function's role without the boundary",
    file: "infra/region/function.ts",
    find: "role.permissionsBoundary = boundaryArn(environment);",
    replace: "",
    breaks: bounded,
  },
  {
    mistake: "a schedule's role without the boundary",
    file: "infra/region/tick.ts",
    find: "permissionsBoundary: boundaryArn(environment),",
    replace: "",
    breaks: bounded,
  },
  {
    mistake: "a role that the whole account may take on",
    file: "infra/region/function.ts",
    find: "if (!$dev) role.assumeRolePolicy",
    replace: "if ($dev) role.assumeRolePolicy",
    breaks: trusted,
  },
  {
    mistake: "a queue in the peer's region",
    file: "infra/region/work-queue.ts",
    find: "transform: {\n      queue: { name, messageRetentionSeconds: WORK_QUEUE.messageRetentionSeconds, sqsManagedSseEnabled: true },\n    },\n  });\n  return {",
    replace:
      'transform: {\n      queue: { name, region: "us-west-2", messageRetentionSeconds: WORK_QUEUE.messageRetentionSeconds, sqsManagedSseEnabled: true },\n    },\n  });\n  return {',
    breaks: ownRegion,
  },
  {
    mistake: "the peer's table in a function's environment",
    file: "infra/region/work-queue.ts",
    find: "TANDEM_TABLE: table.name }",
    replace: 'TANDEM_TABLE: "arn:aws:dynamodb:us-west-2:123456789012:table/tandem-production-1" }',
    breaks: noOtherRegion,
  },
  {
    mistake: "a stream read across regions",
    file: "infra/region/table-changes.ts",
    find: "eventSourceArn: table.streamArn,",
    replace: 'eventSourceArn: table.streamArn.replace("us-east-1", "us-west-2"),',
    breaks: noOtherRegion,
  },
]);
