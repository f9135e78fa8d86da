/** Every rule about what is deployed. */
import { ALARM_RULES } from "./alarms.ts";
import { alike } from "./alike.ts";
import { FUNCTION_RULES } from "./functions.ts";
import { HTTP_RULES } from "./http-apis.ts";
import { IAM_RULES } from "./iam.ts";
import { MEASURE_RULES } from "./measures.ts";
import { mappings, queues } from "./messages.ts";
import { uniqueNames } from "./names.ts";
import { noOtherRegion, ownRegion } from "./own-region.ts";
import { PROTECTION_RULES } from "./protection.ts";
import { ROUTING_RULES } from "./routing.ts";
import type { Rule } from "./rule.ts";

export const RULES: readonly Rule[] = [
  ownRegion,
  noOtherRegion,
  alike,
  ...IAM_RULES,
  queues,
  mappings,
  ...PROTECTION_RULES,
  ...ROUTING_RULES,
  uniqueNames,
  ...FUNCTION_RULES,
  ...HTTP_RULES,
  ...ALARM_RULES,
  ...MEASURE_RULES,
];
