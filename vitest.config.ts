import { defineConfig } from "vitest/config";

/**
 * Seven rings: how the packages lie, what is pure, what every adapter must keep, what would be deployed, histories played from a seed, what
 * the guides say, and the whole world from outside.
 */
export default defineConfig({
  test: {
    projects: [
      // These tests only read, so they may share one process: a second instead of seven.
      {
        test: {
          name: "architecture",
          include: ["test/architecture/**/*.test.ts"],
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "unit",
          include: [
            "packages/*/src/**/*.test.ts",
            "functions/**/*.test.ts",
            "infra/**/*.test.ts",
            "scripts/**/*.test.ts",
          ],
          // No module holds anything that changes (a rule sees to it), so files may share what they load: half of the time was loading.
          isolate: false,
          maxWorkers: "100%",
          // Some start real processes: on a busy machine the default of five seconds is no defect of theirs.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: "contract", include: ["test/contract/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 } },
      {
        test: {
          name: "infra",
          include: ["test/infra/**/*.test.ts"],
          // A program under test changes its working directory, which only a process can.
          pool: "forks",
          // One for each core: the default leaves one to the terminal, which nobody looks at for two minutes.
          maxWorkers: "100%",
          // Bundled programs are loaded by Node itself, as SST's CLI does.
          server: { deps: { external: [/\.sst\/platform/] } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "simulation",
          include: ["test/simulation/**/*.test.ts"],
          // What plays uses every core by itself.
          fileParallelism: false,
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: "guides",
          include: ["test/guides/**/*.test.ts"],
          // Each works in a copy of the whole, with programs of its own.
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
