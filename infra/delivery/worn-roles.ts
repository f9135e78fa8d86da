/**
 * What it takes to make, change and remove the roles that functions and schedules wear. Whoever may write a role's policy may do whatever
 * that role may, so each must wear the boundary, and the boundary, the delivery roles and their policies are out of reach here: what
 * delivery may do is changed by a person.
 */
import type { Reach } from "./reach.ts";
import { actionsOf, type Statement } from "./statement.ts";

export function roleStatements({ account, roles, boundary }: Reach): readonly Statement[] {
  const resources = roles.map((role) => `arn:aws:iam::${account}:role/${role}`);
  return [
    // Each of these is refused for a role that wears no boundary, or another. Taking a boundary off is not among them.
    {
      sid: "BoundedRoles",
      actions: actionsOf(
        "iam",
        "CreateRole DeleteRolePolicy DetachRolePolicy PutRolePermissionsBoundary PutRolePolicy UpdateAssumeRolePolicy",
      ),
      resources,
      conditions: { StringEquals: { "iam:PermissionsBoundary": boundary } },
    },
    {
      sid: "Roles",
      actions: actionsOf(
        "iam",
        "DeleteRole GetRole GetRolePolicy ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies",
        "ListRoleTags TagRole UntagRole UpdateRole",
      ),
      resources,
    },
    {
      sid: "GiveRolesToServices",
      actions: ["iam:PassRole"],
      resources,
      conditions: { StringEquals: { "iam:PassedToService": ["lambda.amazonaws.com", "scheduler.amazonaws.com"] } },
    },
  ];
}
