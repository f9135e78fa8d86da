/** One registration of a resource, or one reading of an existing one, out of the protocol's messages. */
import type { Message } from "./platform.ts";
import type { Wire, WireObject } from "./wire-values.ts";

export interface ResourceCall {
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly custom: boolean;
  /** The provider's URN. */
  readonly provider: string | undefined;
  readonly dependsOn: readonly string[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** Outputs that the SDK calls secret. */
  readonly secretOutputs: readonly string[];
  /** Of something that is only read. */
  readonly existingId: string | undefined;
  readonly inputs: WireObject;
}

export function registration(request: Message): ResourceCall {
  return {
    ...shared(request),
    custom: read(request, "Custom") === true,
    protect: read(request, "Protect") === true,
    retainOnDelete: read(request, "Retainondelete") === true,
    ignoreChanges: read(request, "IgnorechangesList") as readonly string[],
    existingId: undefined,
    inputs: wireOf(read(request, "Object")),
  };
}

export function reading(request: Message): ResourceCall {
  return {
    ...shared(request),
    custom: true,
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
    existingId: String(read(request, "Id")),
    inputs: wireOf(read(request, "Properties")),
  };
}

function shared(request: Message) {
  return {
    type: String(read(request, "Type")),
    name: String(read(request, "Name")),
    parent: textOr(read(request, "Parent")),
    provider: providerUrn(read(request, "Provider")),
    dependsOn: read(request, "DependenciesList") as readonly string[],
    secretOutputs: read(request, "AdditionalsecretoutputsList") as readonly string[],
  };
}

/** A provider is referred to as URN::ID, and the stack's own not at all. */
export function providerUrn(reference: unknown): string | undefined {
  const text = textOr(reference);
  return text?.slice(0, text.lastIndexOf("::"));
}

export function wireOf(struct: unknown): WireObject {
  return (struct as { toJavaScript(): Record<string, Wire> } | undefined)?.toJavaScript() ?? {};
}

export function read(request: Message, field: string): unknown {
  return request[`get${field}`]?.();
}

function textOr(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
