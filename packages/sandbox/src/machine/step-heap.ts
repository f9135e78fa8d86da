/**
 * The steps that are still to come, earliest first. Steps of the same moment are ordered by a number that the seed drew for each, never
 * by who asked first: an order that only the code's own habits gave would hide every bug that needs the other one.
 */
export interface Step {
  readonly atMs: number;
  /** Drawn by whoever planned it, and the luck of what it does; two that are equal even in this keep the order in which they were asked for. */
  readonly tie: number;
  readonly serial: number;
  /** What happens, as the trace tells it. */
  readonly what: string;
  /** Cleared when the step is cancelled, which leaves its place in the heap empty. */
  run: (() => void) | undefined;
}

export interface StepHeap {
  readonly count: number;
  push(step: Step): void;
  /** The earliest, left where it is. */
  peek(): Step | undefined;
  pop(): Step | undefined;
}

export function createStepHeap(): StepHeap {
  const steps: Step[] = [];
  return {
    get count() {
      return steps.length;
    },
    push(step) {
      steps.push(step);
      siftUp(steps, step);
    },
    peek: () => steps[0],
    pop() {
      const first = steps[0];
      const last = steps.pop();
      if (last !== undefined && last !== first) siftDown(steps, last);
      return first;
    },
  };
}

/** Moves the last place's step towards the root until its parent is earlier. */
function siftUp(steps: Step[], step: Step): void {
  let index = steps.length - 1;
  while (index > 0) {
    const above = (index - 1) >>> 1;
    const parent = steps[above];
    if (parent === undefined || isEarlier(parent, step)) break;
    steps[index] = parent;
    index = above;
  }
  steps[index] = step;
}

/** Puts `step` at the root and moves it down until both below are later. */
function siftDown(steps: Step[], step: Step): void {
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const leftStep = steps[left];
    if (leftStep === undefined) break;
    const rightStep = steps[left + 1];
    const isRight = rightStep !== undefined && isEarlier(rightStep, leftStep);
    const child = isRight ? rightStep : leftStep;
    if (isEarlier(step, child)) break;
    steps[index] = child;
    index = isRight ? left + 1 : left;
  }
  steps[index] = step;
}

function isEarlier(left: Step, right: Step): boolean {
  if (left.atMs !== right.atMs) return left.atMs < right.atMs;
  if (left.tie !== right.tie) return left.tie < right.tie;
  return left.serial < right.serial;
}
