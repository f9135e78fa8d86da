/**
 * The resources of one run as they are registered: each with its URN, the region it would be in, and the state that goes back to the program.
 */
import { computedState } from "./computed-state.ts";
import type { GraphResource, Plain, PlainObject } from "./graph.ts";
import type { ResourceCall } from "./resource-call.ts";
import { plainValues, secret, type WireObject } from "./wire-values.ts";

export const STACK_TYPE = "pulumi:pulumi:Stack";

export interface ResourceRecords {
  register(call: ResourceCall): RegisteredAs;
  /** `values` may name a region; else it is the provider's, and else the stack's. */
  regionOf(provider: string | undefined, values: PlainObject): string;
  all(): readonly GraphResource[];
}

export interface RegisteredAs {
  readonly urn: string;
  readonly id: string;
  readonly state: WireObject;
}

export interface Stack {
  readonly app: string;
  readonly stage: string;
  readonly region: string;
}

export function createResourceRecords(stack: Stack): ResourceRecords {
  const records = new Map<string, GraphResource>();

  function regionOf(provider: string | undefined, values: PlainObject): string {
    const own = values["region"] ?? (provider === undefined ? undefined : records.get(provider)?.inputs["region"]);
    return typeof own === "string" ? own : stack.region;
  }

  function register(call: ResourceCall): RegisteredAs {
    const urn = urnOf(stack, call);
    if (call.type === STACK_TYPE) return { urn, id: "", state: {} };
    if (records.has(urn)) throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    const { values: inputs, secretPaths } = plainValues(call.inputs);
    assertComputed(inputs, urn);
    const region = regionOf(call.provider, inputs);
    const computed = call.custom ? computedState({ ...call, inputs, region }) : { id: "", state: {} };
    const id = call.existingId ?? computed.id;
    const state = withSecrets({ ...call.inputs, ...computed.state } as WireObject, call.secretOutputs);
    records.set(urn, {
      ...optional("parent", isStack(call.parent) ? undefined : call.parent),
      ...optional("provider", call.provider),
      urn,
      region,
      inputs,
      secretPaths,
      type: call.type,
      name: call.name,
      custom: call.custom,
      dependsOn: [...call.dependsOn].sort(),
      protect: call.protect,
      retainOnDelete: call.retainOnDelete,
      ignoreChanges: call.ignoreChanges,
      existing: call.existingId !== undefined,
      state: { id, ...plainValues(state).values },
    });
    return { urn, id, state };
  }

  return { register, regionOf, all: () => [...records.values()] };
}

/** As the engine makes them: the types from the top component down, without the stack. */
function urnOf({ app, stage }: Stack, { parent, type, name }: ResourceCall): string {
  const chain = parent === undefined || isStack(parent) ? type : `${parent.split("::")[2]}$${type}`;
  return [`urn:pulumi:${stage}`, app, chain, name].join("::");
}

function isStack(urn: string | undefined): boolean {
  return urn?.includes(`::${STACK_TYPE}::`) === true;
}

/** Echoed inputs are as secret as they were; besides, the SDK names outputs that always are. */
function withSecrets(state: WireObject, names: readonly string[]): WireObject {
  const hidden = names.flatMap((name) => (state[name] === undefined ? [] : [[name, secret(state[name])]]));
  return { ...state, ...Object.fromEntries(hidden) };
}

/** A text with `undefined` in it was made from an output that the harness does not compute, or from nothing at all. */
function assertComputed(value: Plain | undefined, place: string): void {
  if (typeof value === "string" && /(?<![\w-])undefined(?![\w-])/.test(value)) {
    throw new Error(
      `${place} is given ${JSON.stringify(value)}: either the program has no value there, or computed-state.ts lacks an output.`,
    );
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) assertComputed(inner, `${place} ${key}`);
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}
