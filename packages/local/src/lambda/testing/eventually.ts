/** For tests: waiting for something to become so, instead of sleeping and hoping. */

/** Polls until `condition` holds, within a bound that only a failure reaches. */
export async function eventually(condition: () => boolean | Promise<boolean>, boundMs = 15_000): Promise<void> {
  const until = performance.now() + boundMs;
  while (!(await condition())) {
    if (performance.now() > until) throw new Error(`not so within ${boundMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
