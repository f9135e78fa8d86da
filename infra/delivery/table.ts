/**
 * What delivery may do to the table. Where customers' data is: look, and change its schema. To make it, to add or remove a replica, to
 * switch off its recovery or to remove it takes a person, who then has other rights; a preview's table comes and goes with the preview.
 */
import { inEachRegion, type Reach } from "./reach.ts";
import { actionsOf, type Statement } from "./statement.ts";

export function tableStatements(reach: Reach): readonly Statement[] {
  const resources = inEachRegion(reach, "dynamodb", `table/${reach.names}`);
  return [
    {
      sid: "LookAtTables",
      actions: actionsOf("dynamodb", "DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource"),
      resources,
    },
    // It can switch off the protection against removal, but no right to remove comes with it, nor one to remove a replica.
    { sid: "ChangeTables", actions: actionsOf("dynamodb", "TagResource UntagResource UpdateTable"), resources },
    ...(reach.ownsTable
      ? [
          {
            sid: "OwnTables",
            actions: actionsOf("dynamodb", "CreateTable DeleteTable UpdateContinuousBackups UpdateTimeToLive"),
            resources,
          },
          // Where a table is, a preview was forgotten.
          { sid: "FindTables", actions: ["dynamodb:ListTables"], resources: ["*"] },
        ]
      : []),
  ];
}
