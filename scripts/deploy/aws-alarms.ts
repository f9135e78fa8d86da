/** The alarms of one region, asked of that region's CloudWatch: metric alarms and composite ones, as many as begin with the region's prefix. */
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { done, refused } from "@tandem/kernel";
import { awsConfig, reasonOf } from "./aws-client.ts";
import type { Alarms } from "./walk-ports.ts";

/** AWS gives a hundred a page; a region of ours has some dozens. */
const PAGES_MAX = 10;
const PAGE_ALARMS_MAX = 100;

export async function readAlarms(region: string, prefix: string): Promise<Alarms> {
  const client = new CloudWatchClient(awsConfig(region));
  try {
    const firing: string[] = [];
    let count = 0;
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
      count += alarms.length;
      for (const { AlarmName: name, StateValue: state } of alarms)
        if (state === "ALARM") firing.push(name ?? "unnamed");
      next = answer.NextToken;
      if (next === undefined) return done({ count, firing });
    }
    return refused({ reason: `more than ${PAGES_MAX * PAGE_ALARMS_MAX} alarms in ${region} begin with ${prefix}` });
  } catch (error) {
    return refused({ reason: `CloudWatch in ${region} does not say which alarms ring (${reasonOf(error)})` });
  } finally {
    client.destroy();
  }
}
