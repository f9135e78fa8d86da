/** A `package.json` as the rules see it: who it is, what it shows and on whom it leans. */
import { type Home, homeOf } from "./place.ts";

export interface Manifest {
  readonly path: string;
  readonly name: string;
  readonly home: Home;
  /** From the entry as others write it (`.`, `./laws`) to the file behind it, from the root of the repository. */
  readonly faces: ReadonlyMap<string, string>;
  /** Every kind of dependency together, production or not. */
  readonly dependencies: readonly string[];
}

interface ManifestJson {
  readonly name?: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export function parseManifest(path: string, text: string): Manifest {
  const json = JSON.parse(text) as ManifestJson;
  const home = homeOf(path);
  const faces = Object.entries(json.exports ?? {}).map(
    ([entry, file]) => [entry, home.folder + file.replace(/^\.\//, "")] as const,
  );
  const dependencies = [json.dependencies, json.devDependencies, json.optionalDependencies, json.peerDependencies];
  return {
    path,
    name: json.name ?? "",
    home,
    faces: new Map(faces),
    dependencies: dependencies.flatMap((kind) => Object.keys(kind ?? {})),
  };
}
