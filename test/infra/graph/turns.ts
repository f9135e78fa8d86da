/** One at a time, in the order of asking; what one of them throws is its caller's. */
export interface Turns {
  take<T>(body: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(body) {
      const mine = last.then(body);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
