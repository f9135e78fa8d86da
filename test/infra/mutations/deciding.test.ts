/** Mistakes with what the whole world decides. */
import { PREVIEW_OF_12, THREE } from "../deployment.ts";
import { decided } from "../rules/claims.ts";
import { given } from "../rules/given.ts";
import { kept } from "../rules/protection.ts";
import { rights } from "../rules/rights.ts";
import { describeMutations } from "./mutation.ts";

const part = "global";
const file = "infra/global/claims.ts";

describeMutations("how names are decided", [
  {
    mistake: "claims that each region decides by itself",
    part,
    file,
    find: 'consistencyMode: "STRONG"',
    replace: 'consistencyMode: "EVENTUAL"',
    breaks: decided,
  },
  {
    mistake: "claims in one region only",
    part,
    file,
    find: "regions.filter((each) => each !== region)",
    replace: "regions.filter(() => false)",
    breaks: decided,
  },
  {
    mistake: "two regions without a witness",
    part,
    file,
    find: "{ globalTableWitness: { regionName: witness } }",
    replace: "{}",
    breaks: decided,
  },
  {
    mistake: "claims that are forgotten after a while",
    part,
    file,
    find: 'billingMode: "PAY_PER_REQUEST",',
    replace: 'billingMode: "PAY_PER_REQUEST", ttl: { attributeName: "ttl", enabled: true },',
    breaks: decided,
  },
  {
    mistake: "claims with a stream",
    part,
    file,
    find: 'billingMode: "PAY_PER_REQUEST",',
    replace: 'billingMode: "PAY_PER_REQUEST", streamEnabled: true, streamViewType: "KEYS_ONLY",',
    breaks: decided,
  },
  {
    mistake: "claims whose owners cannot be found",
    part,
    file,
    find: "hashKey: CLAIMS_TABLE.ownerKey,",
    replace: "hashKey: CLAIMS_TABLE.nameKey,",
    breaks: decided,
  },
  {
    mistake: "claims that can be removed in the peer's region",
    part,
    file,
    find: "        deletionProtectionEnabled: protects,\n        pointInTimeRecovery",
    replace: "        deletionProtectionEnabled: false,\n        pointInTimeRecovery",
    breaks: kept,
  },
  {
    mistake: "claims that cannot be taken back to an hour ago",
    part,
    file,
    find: "...(protects ? { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: RECOVERY_DAYS } } : {}),",
    replace: "",
    breaks: kept,
  },
  {
    mistake: "claims that go with their resource",
    part,
    file,
    find: "{ protect: protects, retainOnDelete: protects,",
    replace: "{",
    breaks: kept,
  },
]);

describeMutations(
  "how names are decided in three regions",
  [
    {
      mistake: "a witness beside three regions",
      part,
      file,
      find: "peers.length === 1 && witness",
      replace: "witness",
      breaks: decided,
    },
  ],
  THREE,
);

describeMutations(
  "how names are decided in a preview",
  [
    {
      mistake: "a preview that protects its claims",
      part,
      file,
      find: "deletionProtectionEnabled: protects,\n      ...",
      replace: "deletionProtectionEnabled: true,\n      ...",
      breaks: kept,
    },
  ],
  PREVIEW_OF_12,
);

describeMutations("who may claim", [
  {
    mistake: "an API that may not claim",
    file: "infra/region/claims-replica.ts",
    find: '["DeleteItem", "GetItem", "PutItem"].map',
    replace: '["GetItem"].map',
    breaks: rights,
  },
  {
    mistake: "an API that may read every name there is",
    file: "infra/region/claims-replica.ts",
    find: '["DeleteItem", "GetItem", "PutItem"].map',
    replace: '["DeleteItem", "GetItem", "PutItem", "Scan"].map',
    breaks: rights,
  },
  {
    mistake: "an API that cannot tell whose names are whose",
    file: "infra/region/claims-replica.ts",
    find: "/index/${CLAIMS_TABLE.ownerIndex}",
    replace: "",
    breaks: rights,
  },
  {
    mistake: "a worker that may claim",
    file: "infra/region/work-queue.ts",
    find: "writeTable(table)",
    replace:
      'writeTable(table), { actions: ["dynamodb:PutItem"], resources: [`${table.arn.replace(/-1$/, "")}-claims`] }',
    breaks: rights,
  },
  {
    mistake: "an API that claims in the other table",
    file: "infra/region/api.ts",
    find: "TANDEM_CLAIMS_TABLE: claims.name,",
    replace: "TANDEM_CLAIMS_TABLE: table.name,",
    breaks: given,
  },
]);
