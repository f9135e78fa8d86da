/**
 * How a function of the manifest becomes a Lambda function: its size, its time, its share of the account's concurrency, its log, and a role
 * that may do what `may` says and nothing else. Only what differs between functions is in the files that call this.
 */
import { FUNCTIONS, type FunctionName, type LOCAL_ENVIRONMENT } from "@tandem/functions/manifest";
import { boundaryArn } from "../account.ts";
import { logGroupName, regionalName } from "../names.ts";
import type { RegionScope } from "../scope.ts";
import type { Code } from "./code.ts";
import type { Permission } from "./permissions.ts";

/** The variables that the manifest gives this function; what only a local world sets is none of AWS's. */
export type Variables<Name extends FunctionName> = Readonly<
  Record<
    Exclude<(typeof FUNCTIONS)[Name]["environment"][number], (typeof LOCAL_ENVIRONMENT)[number]>,
    $util.Input<string> | undefined
  >
>;

export interface FunctionSettings<Name extends FunctionName> {
  readonly scope: RegionScope;
  readonly code: Readonly<Record<FunctionName, Code>>;
  readonly variables: Variables<Name>;
  readonly may: readonly Permission[];
}

export function createFunction<Name extends FunctionName>(name: Name, settings: FunctionSettings<Name>) {
  const { environment, region } = settings.scope;
  const { timeoutSeconds, memoryMb, concurrency } = FUNCTIONS[name];
  const log = new aws.cloudwatch.LogGroup(`${componentName(name)}Log`, {
    name: logGroupName(environment, region, name),
    retentionInDays: environment.logDays,
  });
  return new sst.aws.Function(componentName(name), {
    ...settings.code[name],
    name: regionalName(environment, region, name),
    runtime: "nodejs24.x",
    architecture: "arm64",
    timeout: `${timeoutSeconds} seconds`,
    memory: `${memoryMb} MB`,
    ...(concurrency !== "shared" && environment.reservesConcurrency
      ? { concurrency: { reserved: concurrency.reserved } }
      : {}),
    environment: setOnly(settings.variables),
    permissions: [
      ...settings.may,
      { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [$interpolate`${log.arn}:*`] },
    ],
    logging: { logGroup: log.name, format: "json" },
    transform: {
      role(role) {
        // SST would cut a long stage's name short, and delivery may touch only roles that begin with the product's.
        role.name = regionalName(environment, region, name);
        // Lambda's own policy for logging would let it write to every log of the account, in every region.
        role.managedPolicyArns = [];
        role.permissionsBoundary = boundaryArn(environment);
        // SST lets the whole account take on a function's role, which only `sst dev` needs.
        if (!$dev) role.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
      },
    },
  });
}

/** `on-table-change` as `OnTableChange`: SST wants it so. */
export function componentName(name: string): string {
  return name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function setOnly(
  variables: Readonly<Record<string, $util.Input<string> | undefined>>,
): Record<string, $util.Input<string>> {
  const set = Object.entries(variables).filter(
    (entry): entry is [string, $util.Input<string>] => entry[1] !== undefined,
  );
  return Object.fromEntries(set);
}
