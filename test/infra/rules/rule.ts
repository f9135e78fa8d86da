/** A rule about what is deployed, as a value: it names what breaks it, so that one test can run all and another can see each of them bite. */

import type { Deployment, Stack } from "../deployment.ts";
import type { GraphResource, Plain, PlainObject } from "../graph/graph.ts";

export interface Rule {
  readonly name: string;
  /** A sentence for each thing that breaks it; none when it holds. */
  check(deployment: Deployment): readonly string[];
}

/** A rule that looks at one stack at a time. */
export function eachStack(name: string, check: (stack: Stack, deployment: Deployment) => readonly string[]): Rule {
  return {
    name,
    check: (deployment) =>
      deployment.stacks.flatMap((stack) => check(stack, deployment).map((problem) => `${stack.stage}: ${problem}`)),
  };
}

/** Every string and number of a value, with its path. */
export function leavesOf(value: Plain | undefined, path = ""): readonly Leaf[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object") return [{ path, value: String(value) }];
  const entries: readonly (readonly [string, Plain | undefined])[] = Array.isArray(value)
    ? value.map((each: Plain, index) => [String(index), each] as const)
    : Object.entries(value as PlainObject);
  return entries.flatMap(([key, each]) => leavesOf(each, path === "" ? key : `${path}.${key}`));
}

export interface Leaf {
  /** Keys joined with dots. */
  readonly path: string;
  readonly value: string;
}

/** The value at a path of keys; undefined where there is none. */
export function at(value: Plain | undefined, ...path: readonly (string | number)[]): Plain | undefined {
  let found = value;
  for (const key of path) {
    if (found === null || typeof found !== "object") return undefined;
    found = (found as PlainObject)[String(key)];
  }
  return found;
}

export function listAt(value: Plain | undefined, ...path: readonly (string | number)[]): readonly Plain[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly Plain[]) : [];
}

/** How a resource is called in a sentence. */
export function nameOf({ type, name }: GraphResource): string {
  return `${type.split(":").at(-1)} ${name}`;
}
