/**
 * One writer per item at a time, first come first served: a client's write, a replicated one and a TTL deletion of the same
 * item never overlap, so image, stamp and stream record always belong to each other.
 *
 * A request takes its place in all of its queues at once and waits until it is first in each. Two requests therefore stand in the
 * same order in every queue they share, and can never wait for each other.
 */
export interface HeldLock {
  /** Gives the names back; a second time does nothing. */
  release(): void;
  /** Gives them back only when `work` has ended, however often `release` is called meanwhile. */
  releaseAfter(work: Promise<void>): void;
}

export interface KeyLocks {
  /** Resolves when all the names are held. */
  acquire(names: readonly string[]): Promise<HeldLock>;
}

export function createKeyLocks(): KeyLocks {
  const tails = new Map<string, Promise<void>>();
  return {
    async acquire(names) {
      const wanted = [...new Set(names)].sort();
      let pass = (): void => undefined;
      const passed = new Promise<void>((resolve) => {
        pass = resolve;
      });
      const before: (Promise<void> | undefined)[] = [];
      for (const name of wanted) {
        before.push(tails.get(name));
        tails.set(name, passed);
      }
      await Promise.all(before);
      return heldLock(() => {
        for (const name of wanted) if (tails.get(name) === passed) tails.delete(name);
        pass();
      });
    },
  };
}

function heldLock(giveBack: () => void): HeldLock {
  let handedOver = false;
  return {
    release() {
      if (!handedOver) giveBack();
    },
    releaseAfter(work) {
      handedOver = true;
      void work.finally(giveBack);
    },
  };
}

/** The lock of one item. */
export function lockName(target: { readonly table: string; readonly key: string }): string {
  return `${target.table} ${target.key}`;
}
