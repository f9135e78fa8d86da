/**
 * Whether an environment lives, stands still or is dead, and what its code waits for. All that wakes its code goes through here, so that a
 * dead one hears nothing and a frozen one hears it later.
 */
import { assert } from "@tandem/kernel";
import type { Caller } from "./fault-rules.ts";
import type { Machine } from "./machine.ts";

export interface Life {
  isAlive(): boolean;
  /** Its code waits for one thing more; each is ended by `goOn`. */
  waits(): void;
  /** Lets waiting code go on now, after the thaw, or never. */
  goOn(settle: () => void): void;
  /** A piece of work begins in it, and ends, of which `settle` tells others. */
  begins(): void;
  ends(settle: () => void): void;
  kill(why: string): void;
  freeze(): void;
  thaw(): void;
  whenKilled(listener: (why: string) => void): () => void;
}

export function createLife(machine: Machine, { name, region }: Caller): Life {
  const listeners = new Set<(why: string) => void>();
  const held: (() => void)[] = [];
  let isAlive = true;
  let freezes = 0;
  let waits = 0;
  let works = 0;

  /** Code that has work to do and waits for nothing we know of waits for something that neither death nor seed decides. */
  function checkWaits(): void {
    assert(
      !isAlive || works === 0 || waits > 0,
      `${name} waits for something outside its environment (a timer, a thread pool, another environment's promise); let it use call or sleep`,
    );
  }

  function whenLively(settle: () => void): void {
    if (!isAlive) return;
    if (freezes > 0) held.push(settle);
    else settle();
  }

  return {
    isAlive: () => isAlive,
    waits() {
      waits += 1;
    },
    goOn(settle) {
      whenLively(() => {
        waits -= 1;
        machine.wake(checkWaits);
        settle();
      });
    },
    begins() {
      works += 1;
      machine.wake(checkWaits);
    },
    ends(settle) {
      works -= 1;
      whenLively(settle);
    },
    kill(why) {
      if (!isAlive) return;
      isAlive = false;
      machine.trace({ who: name, where: region, what: "killed", detail: why });
      // Whoever listens may let others go on, such as a caller who learns that nobody serves it any more.
      machine.wake();
      for (const listener of listeners) listener(why);
      listeners.clear();
    },
    freeze() {
      freezes += 1;
    },
    thaw() {
      if (!isAlive) return;
      assert(freezes > 0, `${name} is thawed and was not frozen`);
      freezes -= 1;
      if (freezes > 0) return;
      // Whoever waits for its work goes on too, if that ended while it stood still.
      machine.wake();
      for (const settle of held.splice(0)) settle();
    },
    whenKilled(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
