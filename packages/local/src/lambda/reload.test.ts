import { expect, test, vi } from "vitest";
import { eventually } from "./testing/eventually.ts";
import { startTestHost, type TestHost } from "./testing/test-host.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** esbuild looks at a changing set of the inputs ten times a second and has seen all of them within about two. */
const NOTICED_MS = 20_000;

async function answer({ host }: TestHost): Promise<unknown> {
  const outcome = await host.invoke("api", 0);
  return outcome.ok ? JSON.parse(outcome.value.payload) : outcome.refusal;
}

test("edited code is used by the next event, the one in flight finishes on the old", async () => {
  const code = (word: string) =>
    `export async function handler(waitMs) { await new Promise((r) => setTimeout(r, waitMs)); return ${JSON.stringify(word)}; }`;
  const functions = await startTestHost({
    functions: { api: { source: code("old"), timeoutMs: 30_000 } },
    watch: true,
  });
  const { host, lines, edit, close } = functions;
  expect(await answer(functions)).toBe("old");

  const inFlight = host.invoke("api", 4_000);
  await edit("api", code("new"));
  await eventually(async () => (await answer(functions)) === "new", NOTICED_MS);

  expect(await inFlight).toMatchObject({ ok: true, value: { payload: '"old"' } });
  expect(lines.some(({ text }) => text.includes("reloaded"))).toBe(true);
  await close();
});

test("code that does not compile is reported, and the last that did goes on", async () => {
  const functions = await startTestHost({
    functions: { api: { source: `export async function handler() { return "good"; }` } },
    watch: true,
  });
  const { lines, edit, close } = functions;

  await edit("api", `export async function handler() { return "bad }`);
  await eventually(
    () => lines.some(({ level, text }) => level === "problem" && text.includes("does not compile")),
    NOTICED_MS,
  );
  expect(await answer(functions)).toBe("good");

  await edit("api", `export async function handler() { return "mended"; }`);
  await eventually(async () => (await answer(functions)) === "mended", NOTICED_MS);
  await close();
});

test("code that never compiled says what is wrong with it", async () => {
  const starting = startTestHost({ functions: { api: { source: `export const handler = "unfinished` } } });

  await expect(starting).rejects.toThrow(/the code of api does not compile: .*Unterminated string/s);
});
