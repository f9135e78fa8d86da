/**
 * Makes a failing history short enough to be read. Its parts (operations, faults) are taken away, half of them at once, then
 * quarters, at last one by one, and each time what is left is played again: whatever still fails is kept. It knows nothing of
 * histories, so it is tried on lists of numbers.
 */

export interface Shrunk<Part> {
  /** In their first order; none of them can be left out alone, unless the time ran out. */
  readonly parts: readonly Part[];
  /** How often it was played. */
  readonly tries: number;
  /** False if the time ran out before every part was tried alone. */
  readonly isFinished: boolean;
}

export interface ShrinkOptions<Part> {
  readonly parts: readonly Part[];
  /** Plays what is left: whether it fails in the same way. All parts together do. */
  fails(parts: readonly Part[]): Promise<boolean>;
  /** Asked before each try: whether the time is up. */
  isOver(): boolean;
}

export async function shrink<Part>({ parts, fails, isOver }: ShrinkOptions<Part>): Promise<Shrunk<Part>> {
  let kept = parts;
  let tries = 0;
  let size = Math.ceil(parts.length / 2);
  while (kept.length > 0) {
    const lengthBefore = kept.length;
    // From the end: what comes after the failure cannot have caused it, and goes first.
    for (let end = kept.length; end > 0; end -= size) {
      if (isOver()) return { parts: kept, tries, isFinished: false };
      const left = [...kept.slice(0, Math.max(0, end - size)), ...kept.slice(end)];
      tries += 1;
      if (await fails(left)) kept = left;
    }
    const isStill = kept.length === lengthBefore;
    if (size === 1 && isStill) break;
    // What could not go alone may go once its neighbours have gone: the last size is tried until nothing goes.
    size = Math.max(1, Math.min(Math.ceil(size / 2), Math.ceil(kept.length / 2)));
  }
  return { parts: kept, tries, isFinished: true };
}
