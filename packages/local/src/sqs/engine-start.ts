/** What the engine's process is given at its start, as its one argument, in JSON. */
export interface EngineStart {
  readonly directory: string;
  readonly region: string;
  readonly portFile: string;
  readonly speed: number;
}
