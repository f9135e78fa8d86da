/** Loads one function in a process of its own: first as it is told, then without each of its variables, and says what came of it. */
const [module = ""] = process.argv.slice(2);

const { handler }: Readonly<Record<string, unknown>> = await import(module);
const without: Record<string, string> = {};
for (const [name, value] of Object.entries(process.env)) {
  delete process.env[name];
  // A module is evaluated again under another address; what it imports is not, and needs not be.
  without[name] = await import(`${module}?without=${name}`).then(() => "loaded", String);
  process.env[name] = value;
}
console.log(JSON.stringify({ handler: typeof handler, without }));
