/** Imports a bundle in a process of its own, as Lambda does: first as the process is told, then without each named variable, and says what came of it. */
const [address = "", ...variables] = process.argv.slice(2);

const { handler } = await import(address);
const without = {};
for (const name of variables) {
  const value = process.env[name];
  delete process.env[name];
  // Under another address the bundle is evaluated again, and reads its environment anew.
  without[name] = await import(`${address}?without=${name}`).then(() => "loaded", String);
  process.env[name] = value;
}
console.log(JSON.stringify({ handler: typeof handler, without }));
