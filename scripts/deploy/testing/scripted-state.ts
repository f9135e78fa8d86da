/** What the scripted AWS holds, is asked and answers. A test changes what it holds while a walk goes on. */
export interface ScriptedAlarm {
  readonly name: string;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  readonly isComposite?: boolean;
  /** Tells nobody: its actions are switched off. */
  readonly isSilenced?: boolean;
}

export interface ScriptedCheck {
  readonly id: string;
  readonly name: string;
  /** What each checker saw. */
  readonly observations: readonly string[];
}

export interface AwsState {
  readonly alarms: Map<string, readonly ScriptedAlarm[]>;
  readonly checks: ScriptedCheck[];
  /** By region and name, e.g. `us-east-1 /sst/bootstrap`. */
  readonly parameters: Map<string, string>;
  /** By bucket and key, e.g. `bucket/app/tandem/production-global.json`. */
  readonly objects: Map<string, Buffer>;
  /** What does not answer: `monitoring us-east-1`. */
  readonly away: Set<string>;
}

export interface AwsRequest {
  readonly service: string;
  readonly region: string;
  readonly method: string;
  readonly url: URL;
  /** Of the services that speak JSON. */
  readonly operation: string;
  readonly body: string;
}

export interface AwsAnswer {
  readonly status: number;
  readonly body: string | Buffer;
  readonly type: string;
}
