/** What an execution environment and its host say to each other, over the pipes named here. */

/** Events come in here; reading blocks. */
export const EVENT_FD = 3;
/** Answers and printed lines go out here. */
export const REPLY_FD = 4;
/** Nothing is ever sent here: its end is the end of the world, also while a handler runs. */
export const LIFELINE_FD = 5;

/** What an environment is given at its start, as its one argument, in JSON. */
export interface EnvironmentStart {
  readonly bundlePath: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly logStreamName: string;
}

export interface EnvironmentEvent {
  readonly requestId: string;
  /** JSON text. */
  readonly event: string;
  readonly timeoutMs: number;
  readonly traceId: string;
  /** How far this region's clock is wrong, when a fault says so. */
  readonly clockSkewMs: number;
}

export interface EnvironmentError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export type EnvironmentReply =
  | { readonly kind: "ready" }
  | { readonly kind: "init-failed"; readonly error: EnvironmentError }
  | { readonly kind: "returned"; readonly requestId: string; readonly payload: string }
  | { readonly kind: "threw"; readonly requestId: string; readonly error: EnvironmentError }
  | { readonly kind: "printed"; readonly requestId?: string; readonly line: string };
