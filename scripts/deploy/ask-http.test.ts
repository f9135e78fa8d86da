import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { askHttp } from "./ask-http.ts";

async function serve(answer: "silence" | "redirect"): Promise<string> {
  const server = createServer((_, response) => {
    if (answer === "redirect") response.writeHead(302, { location: "/elsewhere" }).end("over there");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/`;
}

test("a redirect is the answer, not what it leads to", async () => {
  expect(await askHttp()({ method: "GET", url: await serve("redirect") })).toMatchObject({ value: { status: 302 } });
});

test("silence ends in time, and a closed door says so", async () => {
  expect(await askHttp(50)({ method: "GET", url: await serve("silence") })).toMatchObject({
    refusal: { reason: "no answer in time" },
  });
  expect(await askHttp()({ method: "GET", url: "http://127.0.0.1:1/" })).toMatchObject({
    refusal: { reason: expect.stringMatching(/ECONNREFUSED|bad port/) },
  });
});
