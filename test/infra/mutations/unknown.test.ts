/** Mistakes that are no wrong setting of something known, but something that nobody has looked at. */
import { known } from "../rules/known.ts";
import { noOtherRegion, oneProvider } from "../rules/own-region.ts";
import { describeMutations } from "./mutation.ts";

describeMutations("what nobody has looked at", [
  {
    mistake: "a provider without a region",
    file: "infra/region.ts",
    find: "  // Every minute",
    replace: '  new aws.sns.Topic("X", { name: "x" }, { provider: new aws.Provider("P", {}) });\n  // Every minute',
    breaks: known,
  },
  {
    mistake: "a provider of another account",
    file: "infra/region.ts",
    find: "  // Every minute",
    replace:
      '  new aws.sns.Topic("X", { name: "x" }, { provider: new aws.Provider("P", { region, profile: "other" }) });\n  // Every minute',
    breaks: known,
  },
  {
    mistake: "a stack that waits for another",
    file: "infra/region.ts",
    find: "  // Every minute",
    replace: '  new $util.StackReference("organization/tandem/production-global");\n  // Every minute',
    breaks: known,
  },
  {
    mistake: "something that an apply hides",
    file: "infra/region.ts",
    find: "  // Every minute",
    replace:
      '  http.endpoint.apply(() => new aws.s3.Bucket("Hidden", { bucket: "hidden", acl: "public-read" }));\n  // Every minute',
    breaks: known,
  },
  {
    mistake: "something that is made after a while, and nobody waits for",
    file: "infra/region.ts",
    find: "  // Every minute",
    replace: '  setTimeout(() => new aws.iam.User("Late", { name: "late" }), 300);\n  // Every minute',
    breaks: known,
  },
  {
    mistake: "something in a component",
    file: "infra/region.ts",
    find: "  // Every minute",
    replace:
      '  new (class extends $util.ComponentResource {\n    constructor() {\n      super("own:of:Component", "Own");\n      new aws.sqs.Queue("Inner", { name: "inner" }, { parent: this });\n    }\n  })();\n  // Every minute',
    breaks: known,
  },
  {
    mistake: "a function with an address of its own",
    file: "infra/region/function.ts",
    find: 'runtime: "nodejs24.x",',
    replace: 'runtime: "nodejs24.x",\n    url: true,',
    breaks: known,
  },
  {
    mistake: "somebody's layer in every function",
    file: "infra/region/function.ts",
    find: 'runtime: "nodejs24.x",',
    replace: 'runtime: "nodejs24.x",\n    layers: ["arn:aws:lambda:us-east-1:464622532012:layer:X:1"],',
    breaks: known,
  },
  {
    mistake: "a key that every function needs",
    file: "infra/region/function.ts",
    find: "transform: {\n      role(role) {",
    replace:
      "transform: {\n      function: { kmsKeyArn: `arn:aws:kms:${region}:123456789012:key/x` },\n      role(role) {",
    breaks: known,
  },
  {
    mistake: "a mapping that is switched off",
    file: "infra/region/work-queue.ts",
    find: "batchSize: trigger.batchSize,",
    replace: "batchSize: trigger.batchSize,\n    enabled: false,",
    breaks: known,
  },
  {
    mistake: "a health check that is switched off",
    file: "infra/region/routing.ts",
    find: "enableSni: true,",
    replace: "enableSni: true,\n    disabled: true,",
    breaks: known,
  },
  {
    mistake: "a mail that is filtered",
    file: "infra/watch/alerts.ts",
    find: 'protocol: "email",',
    replace: 'protocol: "email",\n    filterPolicy: "{}",',
    breaks: known,
  },
  {
    mistake: "a table with a ceiling on writes",
    part: "global",
    file: "infra/global/table.ts",
    find: 'billingMode: "PAY_PER_REQUEST",',
    replace: 'billingMode: "PAY_PER_REQUEST",\n      onDemandThroughput: { maxWriteRequestUnits: 10 },',
    breaks: known,
  },
  {
    mistake: "a table that stays as it is, whatever is said",
    part: "global",
    file: "infra/global/table.ts",
    find: "retainOnDelete: protects,",
    replace: 'retainOnDelete: protects,\n      ignoreChanges: ["replicas"],',
    breaks: known,
  },
  {
    mistake: "a vault that is emptied with its resource",
    part: "global",
    file: "infra/global/backup.ts",
    find: 'globalName(environment, "backup"), region }, options',
    replace: 'globalName(environment, "backup"), region, forceDestroy: true }, options',
    breaks: known,
  },
  {
    mistake: "a provider of another cloud",
    file: "sst.config.ts",
    find: "providers: {",
    replace: 'providers: {\n        cloudflare: "6.0.0",',
    breaks: oneProvider,
  },
  {
    mistake: "keys in the config",
    file: "sst.config.ts",
    find: 'version: "7.20.0",',
    replace: 'version: "7.20.0",\n          accessKey: "AKIA",',
    breaks: oneProvider,
  },
  {
    mistake: "a queue in a region that is not the environment's",
    file: "infra/region/tick.ts",
    find: "TANDEM_QUEUE_URL: queue.url,",
    replace: 'TANDEM_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/work",',
    breaks: noOtherRegion,
  },
  {
    mistake: "a deployment that asks the peer's region",
    file: "infra/region/table-replica.ts",
    find: "aws.dynamodb.getTable({ name })",
    replace:
      'aws.dynamodb\n    .getTable({ name, region: "us-west-2" })\n    .then(() => aws.dynamodb.getTable({ name }))',
    breaks: noOtherRegion,
  },
]);
