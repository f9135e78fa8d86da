/** Makes this process load a mutant: its file comes changed, everything else as it is. To be called before the file is imported. */
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Mutant, mutate } from "./mutant.ts";

/** The answer says whether the changed file has been loaded: a mutant that nobody runs proves nothing. */
export function loadMutant(mutant: Mutant, root: string): () => boolean {
  const changed = pathToFileURL(join(root, mutant.file)).href;
  let isLoaded = false;
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (url !== changed) return loaded;
      const { source } = loaded;
      if (source === undefined || source === null) throw new Error(`${mutant.file} was loaded without its source`);
      isLoaded = true;
      const text = typeof source === "string" ? source : new TextDecoder().decode(source);
      return { ...loaded, source: mutate(mutant, text) };
    },
  });
  return () => isLoaded;
}
