import { expect, test } from "vitest";
import { configurationOf } from "./environment.ts";
import { completeEnvironment } from "./testing/complete-environment.ts";

const READINESS = completeEnvironment("readiness");
const TICK = completeEnvironment("tick");

test("a function gets what its manifest names, read and checked", () => {
  const settings = configurationOf("tick", TICK);

  expect(settings).toEqual({
    AWS_REGION: "us-east-1",
    TANDEM_PEERS: { "us-west-2": "https://us-west-2.shop.example.com" },
    TANDEM_QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/work",
    TANDEM_REGIONS: ["us-east-1", "us-west-2"],
    TANDEM_SPEED: 1,
    TANDEM_TABLE: "tandem-production-1",
  });
});

test("a function cannot read what its manifest does not give it, even if it is set", () => {
  const settings = configurationOf("readiness", { ...READINESS, TANDEM_QUEUE_URL: "https://queue.example.com" });

  // @ts-expect-error: the compiler refuses it too.
  expect(settings.TANDEM_QUEUE_URL).toBeUndefined();
});

test("a base URL ends in no slash, since paths are put after it", () => {
  expect(configurationOf("readiness", READINESS).TANDEM_OWN_URL).toBe("https://us-east-1.shop.example.com");
});

test("what is not set and may be left out has its usual value", () => {
  const { TANDEM_SPEED: _, ...tick } = TICK;
  const { TANDEM_GLOBAL_HOST: __, ...api } = completeEnvironment("api");

  expect(configurationOf("tick", tick).TANDEM_SPEED).toBe(1);
  expect(configurationOf("api", api).TANDEM_GLOBAL_HOST).toBeUndefined();
  expect(configurationOf("api", { ...api, TANDEM_GLOBAL_HOST: "" }).TANDEM_GLOBAL_HOST).toBeUndefined();
});

test("one error tells everything that is wrong, by name, and where it is set", () => {
  const broken = { ...TICK, AWS_REGION: "here", TANDEM_TABLE: "", TANDEM_PEERS: "{", TANDEM_SPEED: "0" };

  expect(() => configurationOf("tick", broken)).toThrow(
    [
      "the function tick is not configured:",
      "  AWS_REGION is not a region, such as us-east-1",
      "  TANDEM_PEERS is not JSON",
      "  TANDEM_SPEED is not above 0",
      "  TANDEM_TABLE is not set",
      "AWS_REGION is set by Lambda, all others in infra/ (createFunction), and for the local world in packages/local/src/world/product.ts",
    ].join("\n"),
  );
});

const REFUSALS: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ["a region twice", { TANDEM_REGIONS: "us-east-1,us-east-1" }, "a region is named twice"],
  [
    "an own region that is not in the list",
    { AWS_REGION: "eu-west-1" },
    "eu-west-1, which is not among TANDEM_REGIONS",
  ],
  ["a peer that is this region", { TANDEM_PEERS: '{"us-east-1":"https://a.example"}' }, "which is this region itself"],
  ["a peer that is no region of the list", { TANDEM_PEERS: '{"eu-west-1":"https://a.example"}' }, "not among"],
  ["a peer without a URL", { TANDEM_PEERS: '{"us-west-2":"west"}' }, "TANDEM_PEERS.us-west-2 is not a base URL"],
  ["peers that are no object", { TANDEM_PEERS: "[]" }, "TANDEM_PEERS"],
  ["a queue without a URL", { TANDEM_QUEUE_URL: "work" }, "TANDEM_QUEUE_URL is not the URL of a queue"],
  ["a table with a name that none has", { TANDEM_TABLE: "a b" }, "TANDEM_TABLE is not the name of a table"],
  ["a speed that is no number", { TANDEM_SPEED: "fast" }, "TANDEM_SPEED is not a number"],
];

test.each(REFUSALS)("%s is refused", (_, wrong, says) => {
  expect(() => configurationOf("tick", { ...TICK, ...wrong })).toThrow(says);
});

test("a stage without keys is right, since a preview shows a catalog to whoever looks", () => {
  const { TANDEM_AUTH_KEYS: keys } = configurationOf("api", {
    ...completeEnvironment("api"),
    TANDEM_AUTH_KEYS: '{"keys":[]}',
  });

  expect(keys).toEqual({ keys: [] });
});

test("a private key is refused", () => {
  const api = completeEnvironment("api");

  expect(() => configurationOf("api", { ...api, TANDEM_AUTH_KEYS: '{"keys":[{"kty":"EC","d":"secret"}]}' })).toThrow(
    "holds a private key",
  );
});

test("no peers at all are right, as long as regions have no names", () => {
  expect(configurationOf("tick", { ...TICK, TANDEM_PEERS: "{}" }).TANDEM_PEERS).toEqual({});
});
