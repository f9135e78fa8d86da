/** Mistakes with what production keeps and what a preview leaves out. */
import { PREVIEW_OF_12 } from "../deployment.ts";
import { cheap, kept, oneTable, tagged } from "../rules/protection.ts";
import { describeMutations } from "./mutation.ts";

const part = "global";

describeMutations("what is kept", [
  {
    mistake: "a table without a replica",
    part,
    file: "infra/global/table.ts",
    find: ".filter((each) => each !== region)",
    replace: ".filter(() => false)",
    breaks: oneTable,
  },
  {
    mistake: "a table without a stream",
    part,
    file: "infra/global/table.ts",
    find: "streamEnabled: true,",
    replace: "streamEnabled: false,",
    breaks: oneTable,
  },
  {
    mistake: "a table that never forgets",
    part,
    file: "infra/global/table.ts",
    find: "ttl: { attributeName: TABLE.ttlAttribute, enabled: true },",
    replace: "",
    breaks: oneTable,
  },
  {
    mistake: "a table with a ceiling",
    part,
    file: "infra/global/table.ts",
    find: '"PAY_PER_REQUEST"',
    replace: '"PROVISIONED"',
    breaks: oneTable,
  },
  {
    mistake: "a table that writes to two regions before it answers",
    part,
    file: "infra/global/table.ts",
    find: 'consistencyMode: "EVENTUAL"',
    replace: 'consistencyMode: "STRONG"',
    breaks: oneTable,
  },
  {
    mistake: "deletion protection in the table's own region only",
    part,
    file: "infra/global/table.ts",
    find: "          deletionProtectionEnabled: protects,",
    replace: "          deletionProtectionEnabled: false,",
    breaks: kept,
  },
  {
    mistake: "point-in-time recovery in the table's own region only",
    part,
    file: "infra/global/table.ts",
    find: "pointInTimeRecovery: protects,",
    replace: "",
    breaks: kept,
  },
  {
    mistake: "no point-in-time recovery where the table is",
    part,
    file: "infra/global/table.ts",
    find: "...(protects ? { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: RECOVERY_DAYS } } : {}),",
    replace: "",
    breaks: kept,
  },
  {
    mistake: "a table that goes with its resource",
    part,
    file: "infra/global/table.ts",
    find: "protect: protects,",
    replace: "",
    breaks: kept,
  },
  {
    mistake: "a replica without tags",
    part,
    file: "infra/global/table.ts",
    find: "propagateTags: true,",
    replace: "",
    breaks: kept,
  },
  {
    mistake: "a vault that its owner can empty",
    part,
    file: "infra/global/backup.ts",
    find: "changeableForDays: LOCK_GRACE_DAYS, ...LOCK",
    replace: "...LOCK",
    breaks: kept,
  },
  {
    mistake: "backups in one region only",
    part,
    file: "infra/global/backup.ts",
    find: "environment.regions.find((each) => each !== region);",
    replace: "undefined as string | undefined;",
    breaks: kept,
  },
  {
    mistake: "backups that are not copied",
    part,
    file: "infra/global/backup.ts",
    find: "...(copies && {",
    replace: "...(undefined && copies && {",
    breaks: kept,
  },
  {
    mistake: "a production that `sst remove` removes",
    file: "sst.config.ts",
    find: "protect: environment.protects,",
    replace: "",
    breaks: kept,
  },
  {
    mistake: "a production that is not kept when it is removed",
    file: "sst.config.ts",
    find: '"retain" : "remove"',
    replace: '"remove" : "remove"',
    breaks: kept,
  },
  {
    mistake: "things that do not say whose they are",
    file: "sst.config.ts",
    find: "environment: environment.name",
    replace: 'environment: "production-or-so"',
    breaks: tagged,
  },
  {
    mistake: "a key that is a number",
    part,
    file: "infra/global/table.ts",
    find: '{ name: TABLE.sortKey, type: "S" }',
    replace: '{ name: TABLE.sortKey, type: "N" }',
    breaks: oneTable,
  },
]);

describeMutations("who watches", [
  {
    mistake: "a production that nobody watches",
    file: "infra/watch/watch.ts",
    find: "if (!scope.environment.watches) return;",
    replace: "if (scope) return;",
    breaks: cheap,
  },
]);

describeMutations(
  "what a preview leaves out",
  [
    {
      mistake: "a preview that protects its table",
      part,
      file: "infra/global/table.ts",
      find: "deletionProtectionEnabled: protects,\n      ...",
      replace: "deletionProtectionEnabled: true,\n      ...",
      breaks: kept,
    },
    {
      mistake: "a preview that watches itself, and has nobody to tell",
      part: "us-west-2",
      file: "infra/watch/watch.ts",
      find: "if (!scope.environment.watches) return;",
      replace: "",
      breaks: /alarms that nobody hears/,
    },
    {
      mistake: "a preview that is backed up for a hundred days",
      part,
      file: "infra/global.ts",
      find: "if (environment.protects) createBackup",
      replace: "createBackup",
      breaks: cheap,
    },
  ],
  PREVIEW_OF_12,
);
