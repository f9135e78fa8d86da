/**
 * `npm test`: every check there is, one after the other, each shown with its time. A failure does not stop the ones after it;
 * the last line counts them all.
 */

import { CHECKS } from "./check/checks.ts";
import { runChecks } from "./check/run-checks.ts";
import { EXIT_FAILED, parseCommandLine, runCommand, UsageError } from "./command-line.ts";

const USAGE = `npm test -- [--only NAME[,NAME]]   names: ${CHECKS.map(({ name }) => name).join(", ")}`;

await runCommand(async () => {
  const line = parseCommandLine(process.argv.slice(2), { flags: { only: { type: "string" } }, usage: USAGE });
  if (line.values["help"] === true) {
    console.log(`Usage: ${USAGE}`);
    return 0;
  }
  const only = typeof line.values["only"] === "string" ? line.values["only"].split(",") : undefined;
  for (const name of only ?? []) {
    if (!CHECKS.some((check) => check.name === name))
      throw new UsageError(`There is no check ${JSON.stringify(name)}.\nUsage: ${USAGE}`);
  }
  const { passed, failed } = await runChecks(CHECKS.filter(({ name }) => only === undefined || only.includes(name)));
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : EXIT_FAILED;
});
