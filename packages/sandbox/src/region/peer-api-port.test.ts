import type { Fault } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createQuietWorld } from "../machine/testing/quiet-world.ts";
import { createNetwork, type Place } from "./network.ts";
import { createPeerApiPort } from "./peer-api-port.ts";
import type { RegionApi } from "./region-api.ts";
import { EAST, WEST } from "./testing/items.ts";

function createBench() {
  const { machine, environment, until } = createQuietWorld({}, 1);
  const network = createNetwork();
  const heard: { readonly from: Place | undefined; readonly body: string }[] = [];
  const api: RegionApi = {
    region: WEST,
    async serve(request, _, from) {
      if (from === undefined || !network.isReachable({ from, to: WEST })) return silence();
      heard.push({ from, body: await request.text() });
      const answer = { status: 200, headers: {}, body: "{}" };
      return network.isReachable({ from: WEST, to: from }) ? answer : silence();
    },
  };
  const port = createPeerApiPort({ machine, environment, own: EAST, peer: WEST, apiOf: () => api });
  let untilMs = 0;
  async function ask(): Promise<number | string> {
    const asked = port.post({ path: "/internal/copies", headers: {}, body: "a copy" }).catch(({ code }: Fault) => code);
    untilMs += 10_000;
    await until(untilMs);
    return asked;
  }
  return { network, heard, ask };
}

function silence(): Promise<never> {
  return Promise.withResolvers<never>().promise;
}

it("asks the other region's API from where its program runs, and hears a status", async () => {
  const { heard, ask } = createBench();

  expect(await ask()).toBe(200);
  expect(heard).toEqual([{ from: EAST, body: "a copy" }]);
});

it("a road that is cut is silent; when only the way back is, the other region has heard", async () => {
  const { network, heard, ask } = createBench();

  const mend = network.cut([{ from: EAST, to: WEST }]);
  expect([await ask(), heard.length]).toEqual(["timeout", 0]);
  mend();
  network.cut([{ from: WEST, to: EAST }]);
  expect([await ask(), heard.length]).toEqual(["timeout", 1]);
});
