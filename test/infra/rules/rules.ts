/** Every rule about what is deployed. */
import { ALARM_RULES } from "./alarms.ts";
import { alike } from "./alike.ts";
import { arriving } from "./arriving.ts";
import { decided } from "./claims.ts";
import { doors } from "./doors.ts";
import { bearing, carrying, rightly } from "./floors.ts";
import { FUNCTION_RULES } from "./functions.ts";
import { given } from "./given.ts";
import { heard, rings } from "./heard.ts";
import { HTTP_RULES } from "./http-apis.ts";
import { IAM_RULES } from "./iam.ts";
import { known } from "./known.ts";
import { MEASURE_RULES } from "./measures.ts";
import { mappings, queues } from "./messages.ts";
import { uniqueNames } from "./names.ts";
import { noOtherRegion, oneProvider, ownRegion } from "./own-region.ts";
import { PROTECTION_RULES } from "./protection.ts";
import { provedByDns, recorded } from "./records.ts";
import { rights } from "./rights.ts";
import { ROUTING_RULES } from "./routing.ts";
import type { Rule } from "./rule.ts";
import { led, written } from "./ways-in.ts";

export const RULES: readonly Rule[] = [
  known,
  oneProvider,
  ownRegion,
  noOtherRegion,
  alike,
  ...IAM_RULES,
  rights,
  doors,
  queues,
  mappings,
  arriving,
  ...PROTECTION_RULES,
  decided,
  ...ROUTING_RULES,
  recorded,
  provedByDns,
  uniqueNames,
  ...FUNCTION_RULES,
  given,
  ...HTTP_RULES,
  led,
  written,
  carrying,
  bearing,
  rightly,
  ...ALARM_RULES,
  ...MEASURE_RULES,
  heard,
  rings,
];
