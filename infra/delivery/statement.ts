/**
 * Statements of IAM policies as plain data: what delivery may do is made of many, in many files, and can then be read and tested
 * without an account. Why a statement is needed stands above it.
 */
export interface Statement {
  /** Letters and digits: IAM takes nothing else. */
  readonly sid: string;
  /** Unless said otherwise, it allows. */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
}

/** Operator, then key: `{ StringEquals: { "aws:RequestedRegion": ["us-east-1"] } }`. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Without white space, which IAM counts in inline policies. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ sid, effect = "Allow", actions, resources, conditions }) => ({
      Sid: sid,
      Effect: effect,
      Action: actions,
      Resource: resources,
      ...(conditions && { Condition: conditions }),
    })),
  });
}

/** Actions of one service, as words. */
export function actionsOf(service: string, ...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(" ")).map((action) => `${service}:${action}`);
}
