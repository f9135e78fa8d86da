/**
 * The door of every command: `npm start` and `npm test` come here on whatever Node the machine has. It says clearly when that
 * Node is too old, and otherwise hands over to the bootstrap, which installs what is missing and runs the command on Node 24.
 * So this one file keeps to what Node 12 understands, and imports nothing that Node 12 could not load.
 */
const NODE_MAJOR_MIN = 20;

if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR_MIN) {
  console.error(`Tandem needs Node.js ${NODE_MAJOR_MIN} or newer; this is ${process.versions.node}.`);
  console.error(
    "Get it from https://nodejs.org/en/download, or with a version manager: `nvm install 24`, `fnm install 24`.",
  );
  process.exit(2);
}

import("./bootstrap/bootstrap.mjs")
  .then((bootstrap) => bootstrap.bootstrap(process.argv.slice(2)))
  .catch((error) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
