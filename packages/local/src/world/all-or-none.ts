/**
 * Parts of a world that start side by side and belong to one step: when one of them cannot start, the others must not stay behind,
 * since nobody would know of them, and they would go on using engines that are being ended.
 */
export async function allOrNone<T extends { close(): Promise<void> }>(
  starting: readonly Promise<T>[],
): Promise<readonly T[]> {
  const results = await Promise.allSettled(starting);
  const started = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  if (started.length < results.length) await Promise.all(started.map((part) => part.close()));
  return await Promise.all(starting);
}
