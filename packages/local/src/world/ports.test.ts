import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { region, regionList } from "@tandem/kernel";
import { expect, test } from "vitest";
import { checkPorts, PORT_BASE_MAX, worldPorts } from "./ports.ts";

const REGIONS = regionList(["us-east-1", "us-west-2"]);

test("the block of ports is the one that is promised", () => {
  const ports = worldPorts(4_000, REGIONS);

  expect(ports).toMatchObject({ global: 4_000, control: 4_500, payments: 4_600 });
  expect(ports.region(region("us-east-1"))).toEqual({ api: 4_001, dynamodb: 4_101, sqs: 4_201 });
  expect(ports.region(region("us-west-2"))).toEqual({ api: 4_002, dynamodb: 4_102, sqs: 4_202 });
});

test("the highest base still has all its ports", () => {
  expect(Math.max(...worldPorts(PORT_BASE_MAX, REGIONS).all.map(({ port }) => port))).toBe(65_535);
});

test("a taken port is refused with its number, its purpose and the way out", async () => {
  const squatter = createServer().listen(0, "127.0.0.1");
  await once(squatter, "listening");
  const { port } = squatter.address() as AddressInfo;

  const checking = checkPorts({ ...worldPorts(4_000, REGIONS), all: [{ port, what: "the control API" }] });

  await expect(checking).rejects.toThrow(new RegExp(`Port ${port}, for the control API, is taken.*\n.*--port-base`));
  squatter.close();
});
