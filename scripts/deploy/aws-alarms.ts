/**
 * The alarms of one region, asked of that region's CloudWatch: metric alarms and composite ones whose names begin with the region's prefix.
 * Those whose actions are switched off are left out. They are parts of composite ones, which one failed request makes ring, or somebody
 * has silenced them; what wakes nobody stops no deployment.
 */
import { CloudWatchClient, DescribeAlarmsCommand, type StateValue } from "@aws-sdk/client-cloudwatch";
import { done, refused } from "@tandem/kernel";
import { awsConfig, reasonOf } from "./aws-client.ts";
import type { Alarms, SeenAlarm } from "./walk-ports.ts";

/** AWS gives a hundred a page; a region of ours has some dozens. */
const PAGES_MAX = 10;
const PAGE_ALARMS_MAX = 100;

export async function readAlarms(region: string, prefix: string): Promise<Alarms> {
  const client = new CloudWatchClient(awsConfig(region));
  try {
    const seen: SeenAlarm[] = [];
    let next: string | undefined;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const answer = await client.send(
        new DescribeAlarmsCommand({
          AlarmNamePrefix: prefix,
          // Composite ones are left out unless they are asked for.
          AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
          MaxRecords: PAGE_ALARMS_MAX,
          ...(next === undefined ? {} : { NextToken: next }),
        }),
      );
      const alarms = [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])];
      for (const { AlarmName: name = "unnamed", ActionsEnabled: tells, StateValue: state } of alarms)
        if (tells !== false) seen.push({ name, state: stateOf(state) });
      next = answer.NextToken;
      if (next === undefined) return done(seen);
    }
    return refused({ reason: `more than ${PAGES_MAX * PAGE_ALARMS_MAX} alarms in ${region} begin with ${prefix}` });
  } catch (error) {
    return refused({ reason: `CloudWatch in ${region} does not say which alarms ring (${reasonOf(error)})` });
  } finally {
    client.destroy();
  }
}

function stateOf(state: StateValue | undefined): SeenAlarm["state"] {
  if (state === "ALARM") return "rings";
  return state === "OK" ? "quiet" : "without-data";
}
