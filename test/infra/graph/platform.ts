/**
 * SST's platform as `sst install` laid it down, and the parts of Pulumi and esbuild in it that the harness uses. They are loaded from there and
 * nowhere else: a program under test must meet the same instance of Pulumi. Since the platform is not there when the repository is
 * type-checked, the few names that are used are described here.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
export const PLATFORM = join(ROOT, ".sst", "platform");

export interface Platform {
  readonly esbuild: Esbuild;
  readonly runtime: {
    runInPulumiStack(program: () => Promise<unknown>): Promise<unknown>;
    setAllConfig(config: Readonly<Record<string, string>>): void;
  };
  readonly settings: {
    setMockOptions(monitor: object, ...scope: readonly [project: string, stack: string, preview: boolean]): void;
    waitForRPCs(): Promise<void>;
  };
  readonly store: {
    withLocalStorage<T>(body: () => Promise<T>): Promise<T>;
    getStore(): PulumiStore;
  };
  readonly promises: { debuggablePromise: (promise: Promise<unknown>, context: unknown) => Promise<unknown> };
  readonly messages: { readonly resources: Messages; readonly providers: Messages; readonly struct: StructMessage };
  /** The import lines that SST's CLI puts before each of the program's files. */
  readonly globals: string;
}

export interface PulumiStore {
  /** Promises that are not settled yet. */
  leakCandidates: Set<unknown>;
  terminated: boolean;
  supportsSecrets: boolean;
  supportsResourceReferences: boolean;
  supportsDeletedWith: boolean;
  supportsReplaceWith: boolean;
  supportsAliasSpecs: boolean;
  supportsParameterization: boolean;
  supportsResourceHooks: boolean;
}

/** Constructors of protocol messages; each message has getters and setters. */
export type Messages = Readonly<Record<string, new () => Message>>;
export interface Message {
  [method: string]: (value?: unknown) => unknown;
}
export interface StructMessage {
  readonly Struct: { fromJavaScript(value: object): object };
}

export interface Esbuild {
  build(options: object): Promise<{ readonly errors: readonly { readonly text: string }[] }>;
}

/** Refuses with what to do when the platform is not there or is another version's. */
export function loadPlatform(): Platform {
  const fromPlatform = createRequire(join(PLATFORM, "package.json"));
  try {
    return {
      esbuild: fromPlatform("esbuild"),
      runtime: fromPlatform("@pulumi/pulumi/runtime"),
      settings: fromPlatform("@pulumi/pulumi/runtime/settings"),
      store: fromPlatform("@pulumi/pulumi/runtime/state"),
      promises: fromPlatform("@pulumi/pulumi/runtime/debuggable"),
      messages: {
        resources: fromPlatform("@pulumi/pulumi/proto/resource_pb"),
        providers: fromPlatform("@pulumi/pulumi/proto/provider_pb"),
        struct: fromPlatform("google-protobuf/google/protobuf/struct_pb"),
      },
      globals: globalImports(),
    };
  } catch (cause) {
    const what = "SST's platform is not here, or not whole: delete the folder `.sst` if it is there, and run ";
    throw new Error(`${what}\`npm test -- --only infra\`, which fetches it.`, { cause });
  }
}

function globalImports(): string {
  const lock = JSON.parse(readFileSync(join(PLATFORM, "..", "provider-lock.json"), "utf8")) as readonly {
    readonly alias: string;
    readonly package: string;
  }[];
  const providers = lock.map((entry) => `import * as ${entry.alias} from ${JSON.stringify(entry.package)};`);
  return [...providers, `import * as sst from ${JSON.stringify(join(PLATFORM, "src", "components"))};`].join("\n");
}
