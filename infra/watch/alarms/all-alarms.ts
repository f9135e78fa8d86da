/** Every alarm of a region, in the order of what is worst for customers. */
import type { Watched } from "../measures.ts";
import type { Alarm } from "./alarm.ts";
import { capacity } from "./capacity.ts";
import { flowErrors } from "./flow-errors.ts";
import { flowLatency } from "./flow-latency.ts";
import { peers } from "./peers.ts";
import { wayIn } from "./way-in.ts";
import { work } from "./work.ts";

export function allAlarms(watched: Watched): readonly Alarm[] {
  return [wayIn, flowErrors, flowLatency, work, peers, capacity].flatMap((table) => table(watched));
}
