/** Makes this process load a mutant: its files come changed, everything else as it is. To be called before they are imported. */
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Mutant, mutate, mutationsOf } from "./mutant.ts";

/** The answer says whether all that is changed has been loaded: a mutant that nobody runs proves nothing. */
export function loadMutant(mutant: Mutant, root: string): () => boolean {
  const changes = new Map(
    mutationsOf(mutant).map((mutation) => [pathToFileURL(join(root, mutation.file)).href, mutation]),
  );
  const loadedUrls = new Set<string>();
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const mutation = changes.get(url);
      if (mutation === undefined) return loaded;
      const { source } = loaded;
      if (source === undefined || source === null) throw new Error(`${mutation.file} was loaded without its source`);
      loadedUrls.add(url);
      const text = typeof source === "string" ? source : new TextDecoder().decode(source);
      return { ...loaded, source: mutate(mutation, text, mutant.name) };
    },
  });
  return () => loadedUrls.size === changes.size;
}
