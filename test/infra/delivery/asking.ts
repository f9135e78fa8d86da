/** How a kind of resource says what deploying it asks of IAM. */
import type { GraphResource } from "../graph/graph.ts";
import { at } from "../rules/rule.ts";
import type { Request } from "./policies.ts";

/** What one resource takes, which an environment of this name holds. */
export type Take = (resource: GraphResource, environment: string) => readonly Request[];

/** By type. */
export type Takes = Readonly<Record<string, Take>>;

export const ACCOUNT = "123456789012";

/** Several actions of one service, as `sqs: CreateQueue DeleteQueue`. */
export function on(resource: string, actions: string, context: Request["context"] = {}): readonly Request[] {
  const [service, names = ""] = actions.split(": ");
  return names.split(" ").map((action) => ({ action: `${service}:${action}`, resource, context }));
}

/** Gives it the tag of its environment. */
export function tagging(environment: string): NonNullable<Request["context"]> {
  return { "aws:RequestTag/environment": environment };
}

/** It has the tag of its environment. */
export function tagged(environment: string): NonNullable<Request["context"]> {
  return { "aws:ResourceTag/environment": environment };
}

export function arnOf(state: GraphResource["state"]): string {
  return String(at(state, "arn"));
}
