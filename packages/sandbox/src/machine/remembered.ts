/**
 * What a map knows under a key, found out when it is first asked for. Names of several parts are kept as maps in maps: a key made of the
 * parts would be built and hashed at every look, which costs more than the looks themselves.
 */
export function remembered<Key, T>(known: Map<Key, T>, key: Key, find: () => T): T {
  const standing = known.get(key);
  if (standing !== undefined) return standing;
  const found = find();
  known.set(key, found);
  return found;
}
