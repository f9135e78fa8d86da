/**
 * How a handler becomes one file: what SST passes to esbuild for nodejs24.x, said once for all who bundle, so that what is rehearsed is byte for
 * byte what is deployed.
 */
export const BUNDLING = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "es2024",
  mainFields: ["module", "main"],
  keepNames: true,
  minify: true,
  splitting: true,
  /** A map is larger than the code and would be read at each cold start; names are kept, and the same sources give the same bytes. */
  sourcemap: false,
  outExtension: { ".js": ".mjs" },
  external: ["sharp", "pg-native"],
  /** Packages that were written for CommonJS look for these. */
  banner: {
    js: [
      "import { createRequire as topLevelCreateRequire } from 'module';",
      "const require = topLevelCreateRequire(import.meta.url);",
      "import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from 'url';",
      "const __filename = topLevelFileUrlToPath(import.meta.url);",
      "const __dirname = topLevelFileUrlToPath(new topLevelURL('.', import.meta.url));",
    ].join("\n"),
  },
} as const;
