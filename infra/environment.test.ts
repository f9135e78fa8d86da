/** What the page of settings may not say: each refusal has the sentence that tells what to change. */
import { expect, test } from "vitest";
import { environmentOf, problemsOf, problemsOfProduct } from "./environment.ts";
import type { EnvironmentSettings } from "./settings.ts";
import { ENVIRONMENTS, PREVIEW } from "./stage.ts";

const GOOD: EnvironmentSettings = {
  regions: ["us-west-2", "us-east-1"],
  globalRegion: "us-west-2",
  witness: "us-east-2",
  generation: 1,
  domain: { name: "api.example.com", zoneId: "Z0123456789ABC", attached: ["us-west-2"] },
  alertAddress: "on-call@example.com",
  paymentsUrl: "https://payments.example.com",
  tokenKeys: [],
  protects: true,
  watches: true,
  reservesConcurrency: true,
  logDays: 90,
  bakeMinutes: 60,
};

test("the page as it is shipped can be deployed", () => {
  expect(Object.keys(ENVIRONMENTS).map((name) => environmentOf(name).name)).toEqual(["production"]);
  expect(problemsOf(PREVIEW)).toEqual([]);
  expect(problemsOf(GOOD)).toEqual([]);
});

test.each<[string, Partial<EnvironmentSettings>, RegExp]>([
  [
    "no replica where the table is",
    { regions: ["us-east-1"], domain: { ...domain(), attached: [] } },
    /`globalRegion` is us-west-2, which/,
  ],
  [
    "a fourth region",
    { regions: ["us-west-2", "us-east-1", "eu-west-1", "eu-west-2"] },
    /has 4: take eu-west-2 out; 3 is the most/,
  ],
  [
    "a misspelt region",
    { regions: ["us-west-2", "us-esat-1"] },
    /`regions` names "us-esat-1", which is no region of AWS/,
  ],
  ["a region twice", { regions: ["us-west-2", "us-west-2"] }, /names us-west-2 twice: take one out/],
  ["a table elsewhere", { globalRegion: "eu-west-1" }, /`globalRegion` is eu-west-1, which is not one of `regions`/],
  ["a witness that is a replica", { witness: "us-east-1" }, /`witness` is us-east-1, which holds a replica already/],
  ["two regions without a witness", { witness: undefined }, /`witness` is missing: two regions cannot decide/],
  ["an unknown witness", { witness: "moon-1" }, /`witness` names "moon-1", which is no region of AWS/],
  [
    "a URL for a domain",
    { domain: { ...domain(), name: "https://api.example.com" } },
    /write a host name in small letters/,
  ],
  ["a domain with a dot at its end", { domain: { ...domain(), name: "api.example.com." } }, /without a dot at its end/],
  ["a domain of one label", { domain: { ...domain(), name: "localhost" } }, /write a host name/],
  [
    "a domain too long for a certificate",
    { domain: { ...domain(), name: `${"a".repeat(53)}.example.com` } },
    /of 64 characters at most/,
  ],
  ["a zone's name for its id", { domain: { ...domain(), zoneId: "example.com" } }, /it is the id of a hosted zone/],
  ["a stranger attached", { domain: { ...domain(), attached: ["eu-west-1"] } }, /names eu-west-1, which is not one of/],
  [
    "a region attached twice",
    { domain: { ...domain(), attached: ["us-west-2", "us-west-2"] } },
    /names us-west-2 twice/,
  ],
  ["a generation before the first", { generation: 0 }, /it counts the table's lives, from 1/],
  ["days that no log is kept for", { logDays: 42 }, /CloudWatch keeps logs for one of/],
  ["a bake of two days", { bakeMinutes: 2_880 }, /between 0 and 1440/],
  ["a bake that is no number", { bakeMinutes: Number.NaN }, /`bakeMinutes` is NaN/],
  ["an alert to nobody", { alertAddress: "somebody" }, /is no e-mail address/],
  ["payments in the clear", { paymentsUrl: "http://payments.example.com" }, /begins with https:/],
  ["two keys of one name", { tokenKeys: [key("a"), key("a")] }, /two keys of one `kid`/],
])("%s is refused with what to change", (_, change, sentence) => {
  const problems = problemsOf({ ...GOOD, ...change });

  expect(problems).toEqual([expect.stringMatching(sentence)]);
});

test.each<[string, object, RegExp]>([
  ["a misspelt setting", { protect: true }, /`protect` is no setting: correct it/],
  ["a misspelt setting of the domain", { domain: { ...domain(), atached: [] } }, /`domain.atached` is no setting/],
  ["a setting of another kind", { protects: "yes" }, /`protects` is "yes": .*boolean/],
  [
    "a delivery that says yes",
    { delivery: { createsProvider: "yes", deploysPreviews: false } },
    /`delivery.createsProvider` is "yes"/,
  ],
  ["a key that is none", { tokenKeys: [{ ...key("a"), x: "foo" }] }, /`tokenKeys.0.x` is "foo": is no coordinate/],
])("%s is refused before it is believed", (_, change, sentence) => {
  expect(problemsOf({ ...GOOD, ...change })).toEqual([expect.stringMatching(sentence)]);
});

test("a setting that was left out is named, and not taken for false", () => {
  const { protects: _, ...left } = GOOD;

  expect(problemsOf(left as EnvironmentSettings)).toEqual(["`protects` is missing: it is a boolean"]);
});

test.each(["My Shop", "a-product-of-too-many-words", "", "9lives", "a--b"])("the product %j is refused", (product) => {
  expect(problemsOfProduct(product)).toEqual([expect.stringContaining("12 characters at most")]);
});

test("alarms that nobody hears are refused", () => {
  const { alertAddress: _, ...unheard } = GOOD;

  expect(problemsOf(unheard)).toEqual([expect.stringContaining("alarms that nobody hears are no alarms")]);
});

test("all that is wrong is said at once", () => {
  expect(problemsOf({ ...GOOD, witness: "us-east-1", generation: 0, logDays: 2 })).toHaveLength(3);
});

test.each([
  ["staging", /There is no environment "staging": infra\/stage.ts has production, and a preview is called pr-NUMBER/],
  ["toString", /There is no environment "toString"/],
  ["dev-a-name-that-is-too-long", /There is no environment/],
  ["dev-anametoolongforarole", /20 characters at most/],
])("the environment %s is refused", (name, sentence) => {
  expect(() => environmentOf(name)).toThrow(sentence);
});

test("a preview is what its name says", () => {
  expect(environmentOf("pr-12")).toMatchObject({ name: "pr-12", isPreview: true, regions: PREVIEW.regions });
  expect(environmentOf("production")).toMatchObject({ name: "production", isPreview: false });
});

function domain() {
  return { name: "api.example.com", zoneId: "Z0123456789ABC", attached: [] };
}

function key(kid: string) {
  return { kid, kty: "EC", crv: "P-256", x: "x".repeat(43), y: "y".repeat(43) } as const;
}

test("no region at all is refused", () => {
  expect(problemsOf({ ...GOOD, regions: [] })).toContain("`regions` is empty: name one region at least");
});
