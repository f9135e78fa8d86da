/** What merging a profile had to decide: two edits of one field of which neither knew the other. Values are told as hashes. */
import { type Item, lostEdits, type Partition } from "@tandem/replication";
import { type Decided, hashed } from "../conflicts/conflict.ts";
import { customerIn, type ProfileFields, profileFragments } from "./profile.ts";

export function decidedFields(partition: Partition, items: readonly Item[]): readonly Decided[] {
  const customer = customerIn(partition);
  const fragments = profileFragments(items).map(({ fields }) => fields);
  return lostEdits<ProfileFields>(fragments).map(({ field, winner, loser }) => ({
    kind: "profile-field",
    subject: `${customer} ${field}`,
    winner: { stamp: winner.stamp, value: hashed(customer, winner.value) },
    loser: { stamp: loser.stamp, value: hashed(customer, loser.value) },
    reason: "Two regions edited one field, and neither knew of the other's edit: the later counts.",
  }));
}
