/** Stands for a player process in tests: what it does with a job is told by the job's seed. */
const HANGS = 13;
const DIES = 99;

process.on("disconnect", () => process.exit(0));
process.send({ kind: "ready", known: { faults: ["slow"], points: [], operations: [] } });
process.on("message", (job) => {
  if (job.seed === HANGS) return;
  if (job.seed === DIES) {
    process.stderr.write("out of memory, say", () => process.exit(7));
    return;
  }
  const report = { kind: "played", seed: job.seed, digest: `d${job.seed} ${process.pid}`, broken: undefined };
  process.send({ ...report, coverage: { faults: { slow: 1 }, points: {}, operations: {} } });
});
