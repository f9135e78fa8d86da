/** What somebody wants who does something with his own data, in a story's words. */
import type { PeopleOperation } from "./people-operations.ts";

export function wantsOfPeople(operation: PeopleOperation): string {
  switch (operation.kind) {
    case "add-to-cart":
      return `puts ${operation.quantity} ${operation.sku} into the cart under ${operation.key}`;
    case "remove-from-cart":
      return `takes ${operation.sku} out of the cart`;
    case "show-cart":
      return "looks into the cart";
    case "check-out":
      return `checks out under ${operation.key}`;
    case "edit-profile": {
      const guard = operation.overSeen === undefined ? "" : `, if it is as ${operation.overSeen} was shown it`;
      return `edits the profile: ${JSON.stringify(operation.edits)}${guard}`;
    }
    case "read-profile":
      return "reads the profile";
    case "claim-handle":
      return `claims ${operation.handle}`;
    case "read-handle":
      return `asks whose ${operation.handle} is`;
    case "erase-person":
      return "asks to be forgotten";
    case "list-conflicts":
      return `lists the conflicts, ${operation.limit} a page`;
  }
}
