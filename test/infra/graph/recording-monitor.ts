/**
 * Stands where Pulumi's engine stands: every resource and every question of the program passes here, is written down, and is answered without a
 * provider. It is stricter than Pulumi's own mocks: names that occur twice, and values made from outputs that nobody computes, are errors.
 */
import { type Account, madeUpId } from "./account.ts";
import { AccountRefusal, answerOf } from "./account-answers.ts";
import type { Ending } from "./ending.ts";
import type { GraphInvoke, GraphResource, PlainObject } from "./graph.ts";
import type { Message, Messages, Platform } from "./platform.ts";
import { providerUrn, read, reading, registration, wireOf } from "./resource-call.ts";
import { createResourceRecords, type RegisteredAs, STACK_TYPE } from "./resource-records.ts";
import { plainValues } from "./wire-values.ts";

export interface RecordingMonitor {
  /** What the Pulumi runtime calls. */
  readonly endpoint: object;
  resources(): readonly GraphResource[];
  invokes(): readonly GraphInvoke[];
  outputs(): PlainObject;
}

export interface Scope {
  readonly app: string;
  readonly stage: string;
  /** Of the stack's own provider. */
  readonly region: string;
  readonly account: Account;
  readonly ending: Ending;
}

type Callback = (error: unknown, response?: unknown) => void;
type Respond = (request: Message) => unknown;

export function createRecordingMonitor({ messages }: Platform, scope: Scope): RecordingMonitor {
  const records = createResourceRecords(scope);
  const invokes: GraphInvoke[] = [];
  let outputs: PlainObject = {};

  const struct = (value: object) => messages.struct.Struct.fromJavaScript(value);
  const registered = ({ urn, id, state }: RegisteredAs) => ({ Urn: urn, Id: id, Object: struct(state) });

  function invoke(request: Message): PlainObject {
    const args = plainValues(wireOf(read(request, "Args"))).values;
    const region = records.regionOf(providerUrn(read(request, "Provider")), args);
    const asked = { token: String(read(request, "Tok")), args, region };
    invokes.push(asked);
    return answerOf(asked, scope.account);
  }

  function keepOutputs(request: Message): object {
    const isStack = String(read(request, "Urn")).includes(`::${STACK_TYPE}::`);
    if (isStack) outputs = plainValues(wireOf(read(request, "Outputs"))).values;
    return {};
  }

  const { resources, providers } = messages;
  const responses: Readonly<Record<string, Respond>> = {
    registerResource: (request) =>
      message(resources, "RegisterResourceResponse", registered(records.register(registration(request)))),
    readResource: (request) => {
      const { urn, state } = records.register(reading(request));
      return message(resources, "ReadResourceResponse", { Urn: urn, Properties: struct(state) });
    },
    invoke: (request) => message(providers, "InvokeResponse", { Return: struct(invoke(request)) }),
    registerResourceOutputs: keepOutputs,
    // Not `outputValues`: inputs then hold plain values where outputs were.
    supportsFeature: (request) => ({ getHassupport: () => read(request, "Id") !== "outputValues" }),
    registerPackage: () => message(resources, "RegisterPackageResponse", { Ref: madeUpId("package") }),
  };
  const answered = Object.entries(responses).map(([name, respond]) => [name, answering(respond, scope)]);
  return {
    endpoint: Object.fromEntries(answered),
    resources: records.all,
    invokes: () => invokes,
    outputs: () => outputs,
  };
}

/**
 * An error goes to the program, in the form the engine would give it. It also ends the run, whatever the program makes of it, unless AWS could have
 * given it too. After the end of the run the program gets no answers any more, and so comes to rest.
 */
function answering(respond: Respond, { ending }: Scope) {
  return (request: Message, callback: Callback) => {
    if (ending.isOver()) return;
    let response: unknown;
    try {
      response = respond(request);
    } catch (error) {
      if (!(error instanceof AccountRefusal)) ending.fail(error);
      callback(Object.assign(error as Error, { details: (error as Error).message }));
      return;
    }
    callback(null, response);
  };
}

function message(messages: Messages, name: string, fields: Readonly<Record<string, unknown>>): Message {
  const Constructor = messages[name];
  if (Constructor === undefined) throw new Error(`Pulumi's protocol has no ${name} any more.`);
  const made = new Constructor();
  for (const [field, value] of Object.entries(fields)) made[`set${field}`]?.(value);
  return made;
}
