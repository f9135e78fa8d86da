/** Mistakes with who else comes in, and with what each role may do to the last action. */
import { doors } from "../rules/doors.ts";
import { bounded, noWildcards, trusted } from "../rules/iam.ts";
import { rights } from "../rules/rights.ts";
import { describeMutations } from "./mutation.ts";

describeMutations("who comes in", [
  {
    mistake: "a role that anybody may take on, in a statement that is no list",
    file: "infra/region/function.ts",
    find: 'role.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });',
    replace:
      'role.assumeRolePolicy = JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" } });',
    breaks: trusted,
  },
  {
    mistake: "a role for backups that anybody may take on",
    part: "global",
    file: "infra/global/backup.ts",
    find: 'aws.iam.assumeRolePolicyForPrincipal({ Service: "backup.amazonaws.com" })',
    replace: 'aws.iam.assumeRolePolicyForPrincipal({ AWS: "*" })',
    breaks: trusted,
  },
  {
    mistake: "a function that anybody may call",
    file: "infra/region/http-api.ts",
    find: "return target.routes.map(",
    replace:
      'new aws.lambda.Permission(`${name}World`, {\n    action: "lambda:InvokeFunction",\n    function: target.function.name,\n    principal: "*",\n  });\n  return target.routes.map(',
    breaks: doors,
  },
  {
    mistake: "a queue that anybody may send to",
    file: "infra/region.ts",
    find: "  // Every minute",
    replace:
      '  new aws.sqs.QueuePolicy("Open", { queueUrl: queue.url, policy: JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" } }) });\n  // Every minute',
    breaks: doors,
  },
  {
    mistake: "a queue that says so itself",
    file: "infra/region/work-queue.ts",
    find: "queue: { name, messageRetentionSeconds: WORK_QUEUE.messageRetentionSeconds, sqsManagedSseEnabled: true },\n    },\n  });\n  return {",
    replace:
      'queue: { name, policy: JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" } }), messageRetentionSeconds: WORK_QUEUE.messageRetentionSeconds, sqsManagedSseEnabled: true },\n    },\n  });\n  return {',
    breaks: doors,
  },
  {
    mistake: "a topic that anybody may tell",
    file: "infra/watch/alerts.ts",
    find: 'Principal: { Service: "cloudwatch.amazonaws.com" },',
    replace: 'Principal: "*",',
    breaks: doors,
  },
  {
    mistake: "a topic that another account's alarms may tell",
    file: "infra/watch/alerts.ts",
    find: 'StringEquals: { "aws:SourceAccount": accountId() },',
    replace: "",
    breaks: doors,
  },
  {
    mistake: "a table that another account may read",
    part: "global",
    file: "infra/global.ts",
    find: "const roles = createDelivery(scope);",
    replace:
      'new aws.dynamodb.ResourcePolicy("Open", {\n    resourceArn: table.arn,\n    policy: \'{"Statement":[{"Effect":"Allow","Principal":"*","Action":"dynamodb:GetItem","Resource":"*"}]}\',\n  });\n  const roles = createDelivery(scope);',
    breaks: doors,
  },
  {
    mistake: "a role with a policy of the account's",
    file: "infra/region/function.ts",
    find: "role.managedPolicyArns = [];",
    replace: 'role.managedPolicyArns = ["arn:aws:iam::123456789012:policy/power"];',
    breaks: bounded,
  },
  {
    mistake: "an administrator by attachment",
    file: "infra/region.ts",
    find: "  // Every minute",
    replace:
      '  new aws.iam.RolePolicyAttachment("Power", {\n    role: "tandem-production-us-east-1-tick",\n    policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",\n  });\n  // Every minute',
    breaks: bounded,
  },
  {
    mistake: "a delivery role with a policy of AWS's",
    part: "global",
    file: "infra/delivery/role.ts",
    find: "  return role;\n}",
    replace:
      '  new aws.iam.RolePolicyAttachment(`${component}Power`, {\n    role: role.name,\n    policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",\n  });\n  return role;\n}',
    breaks: bounded,
  },
  {
    mistake: "a delivery role that may do anything, inline",
    part: "global",
    file: "infra/delivery/role.ts",
    find: "maxSessionDuration: settings.sessionSeconds,",
    replace:
      'maxSessionDuration: settings.sessionSeconds,\n      inlinePolicies: [\n        { name: "x", policy: \'{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\' },\n      ],',
    breaks: noWildcards,
  },
  {
    mistake: "everything but something, inline",
    file: "infra/region.ts",
    find: "  // Every minute",
    replace:
      '  new aws.iam.RolePolicy("But", {\n    role: "tandem-production-us-east-1-tick",\n    policy: \'{"Statement":{"Effect":"Allow","NotAction":"iam:PassRole","Resource":"*"}}\',\n  });\n  // Every minute',
    breaks: noWildcards,
  },
  {
    mistake: "every log of the account",
    file: "infra/region/function.ts",
    find: "$interpolate`${log.arn}:*`",
    replace: "`arn:aws:logs:${region}:123456789012:*`",
    breaks: noWildcards,
  },
  {
    mistake: "every group of logs",
    file: "infra/region/function.ts",
    find: "$interpolate`${log.arn}:*`",
    replace: "`arn:aws:logs:${region}:123456789012:log-group:*`",
    breaks: noWildcards,
  },
  {
    mistake: "a function that may delete the table",
    file: "infra/region/permissions.ts",
    find: '["ConditionCheckItem",',
    replace: '["DeleteTable", "ConditionCheckItem",',
    breaks: rights,
  },
  {
    mistake: "a function that may change its neighbour's code",
    file: "infra/region/permissions.ts",
    find: '["lambda:InvokeFunction"]',
    replace: '["lambda:InvokeFunction", "lambda:UpdateFunctionCode"]',
    breaks: rights,
  },
  {
    mistake: "an api that may not write",
    file: "infra/region/api.ts",
    find: "may: [readTable(table), writeTable(table), ",
    replace: "may: [readTable(table), ",
    breaks: rights,
  },
  {
    mistake: "a reader of the stream that cannot say what it gave up",
    file: "infra/region/table-changes.ts",
    find: ", sendTo(failures.arn)]",
    replace: "]",
    breaks: rights,
  },
]);
