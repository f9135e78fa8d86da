import { afterEach, beforeEach, expect, test } from "vitest";
import { readAlarms } from "./aws-alarms.ts";
import { readIdentity } from "./aws-identity.ts";
import { copyStageState } from "./aws-stage-state.ts";
import { openScriptedAws, type ScriptedAws } from "./testing/scripted-aws.ts";

let aws: ScriptedAws;
beforeEach(async () => {
  aws = await openScriptedAws();
  Object.assign(process.env, aws.environment);
});
afterEach(async () => {
  for (const name of Object.keys(aws.environment)) delete process.env[name];
  await aws.close();
});

test("alarms are read page by page in their own region, composite ones too, and only those with the prefix", async () => {
  aws.state.alarms.set("us-west-2", [
    { name: "a-1", state: "OK" },
    { name: "a-2", state: "ALARM" },
    { name: "a-3", state: "INSUFFICIENT_DATA" },
    { name: "a-4", state: "ALARM", isComposite: true },
    { name: "b-1", state: "ALARM" },
  ]);
  aws.state.alarms.set("us-east-1", [{ name: "a-9", state: "ALARM" }]);

  expect(await readAlarms("us-west-2", "a-")).toEqual({
    ok: true,
    value: [
      { name: "a-1", state: "quiet" },
      { name: "a-2", state: "rings" },
      { name: "a-3", state: "without-data" },
      { name: "a-4", state: "rings" },
    ],
  });
});

test("alarms that tell nobody, as the halves of composite ones, are none", async () => {
  aws.state.alarms.set("us-west-2", [
    { name: "a-order-errors-5m", state: "ALARM", isSilenced: true },
    { name: "a-order-errors-page", state: "OK", isComposite: true },
  ]);

  expect(await readAlarms("us-west-2", "a-")).toEqual({
    ok: true,
    value: [{ name: "a-order-errors-page", state: "quiet" }],
  });
});

test("alarms without end are not taken for all there are", async () => {
  const many = Array.from({ length: 21 }, (_, index) => ({ name: `a-${index}`, state: "OK" as const }));
  aws.state.alarms.set("us-west-2", many);

  expect(await readAlarms("us-west-2", "a-")).toMatchObject({ ok: false });
});

test("who may not ask is told so in one line", async () => {
  aws.state.away.add("monitoring us-west-2").add("sts us-west-2");

  const reason = /^\S.* \(AccessDenied\S*: scripted to be away\)$|^AWS in us-west-2 does not know us/;
  expect(await readAlarms("us-west-2", "a-")).toMatchObject({ refusal: { reason: expect.stringMatching(reason) } });
  expect(await readIdentity("us-west-2")).toMatchObject({ refusal: { reason: expect.stringMatching(reason) } });
});

test("who has no credentials at all is told so in time", async () => {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) delete process.env[name];
  process.env["AWS_SHARED_CREDENTIALS_FILE"] = process.env["AWS_CONFIG_FILE"] = "no-such-file";

  expect(await readIdentity("us-west-2")).toMatchObject({
    refusal: { reason: expect.stringContaining("CredentialsProviderError") },
  });
});

const WAY = { from: "us-west-2", to: "us-east-1" };

test.each([
  [
    "no bootstrap where it comes from",
    () => aws.state.parameters.set("us-east-1 /sst/bootstrap", '{"state":"e"}'),
    /us-west-2 has no \/sst\/bootstrap/,
  ],
  ["a bootstrap without a bucket", () => bootstrap("{}"), /names no bucket/],
  ["no passphrase", () => bootstrap('{"state":"w"}'), /there is no \/sst\/passphrase\/shop\/s to copy/],
  [
    "no state",
    () => {
      bootstrap('{"state":"w"}');
      aws.state.parameters.set("us-west-2 /sst/passphrase/shop/s", "p");
    },
    /w has no app\/shop\/s\.json/,
  ],
])("a stage with %s is not copied, and why is said", async (_, arrange, why) => {
  arrange();

  expect(await copyStageState("shop", "s", WAY)).toEqual({ kind: "failed", why: expect.stringMatching(why) });
});

function bootstrap(west: string): void {
  aws.state.parameters.set("us-west-2 /sst/bootstrap", west);
  aws.state.parameters.set("us-east-1 /sst/bootstrap", '{"state":"e"}');
}
