/**
 * What a stage would deploy, as plain frozen data: every resource with what it is given, and what the program asked of the account. Tests
 * of `infra/` assert on this and never on Pulumi's objects, whose values are promises and whose secrets hide themselves.
 */

export interface Graph {
  readonly stage: string;
  readonly app: GraphApp;
  /** Sorted by URN: the order of registration depends on time. */
  readonly resources: readonly GraphResource[];
  readonly outputs: PlainObject;
  readonly invokes: readonly GraphInvoke[];
  /** What the program printed, warnings of components included. */
  readonly logs: readonly string[];
}

/** What `app()` says, with what the CLI adds to it. */
export interface GraphApp {
  readonly name: string;
  readonly home: string;
  readonly protect: boolean;
  readonly removal: string;
  readonly providers: Readonly<Record<string, PlainObject>>;
}

export interface GraphResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The parent's URN; none for what stands at the top of the stack. */
  readonly parent?: string;
  /** A resource of a provider; false for a component. */
  readonly custom: boolean;
  /** Its own `region` if it has one, else its provider's. */
  readonly region: string;
  /** The URN of an explicit provider; none for the stack's own. */
  readonly provider?: string;
  /** The URNs of all it waits for, by `dependsOn` or by using a value. */
  readonly dependsOn: readonly string[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** It is only read (`X.get(...)`): another stack, or a person, made it. */
  readonly existing: boolean;
  /** Secrets are unwrapped; `secretPaths` says where they were. */
  readonly inputs: PlainObject;
  /** Paths into `inputs`, such as `environment.variables`. */
  readonly secretPaths: readonly string[];
  /** What the provider would answer, as far as the harness computes it. */
  readonly state: PlainObject;
}

/** A question to the account that changes nothing there. */
export interface GraphInvoke {
  readonly token: string;
  readonly args: PlainObject;
  readonly region: string;
}

export type Plain = string | number | boolean | null | readonly Plain[] | PlainObject;
export interface PlainObject {
  readonly [key: string]: Plain | undefined;
}
