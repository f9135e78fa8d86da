/**
 * What a gate of the walk saw. A gate that could not look has not passed: `ok` is true only for what was asked, answered and good, so
 * that silence never sends a deployment on to the next region.
 */
export interface Seen {
  readonly ok: boolean;
  /** For a person at three in the morning: what was there, or what was missing. */
  readonly saw: string;
}
