/**
 * Edits a profile field by field, or refuses if it is not what its customer had read. Each edit is stamped above everything that stands, so
 * that an edit made after reading always wins; what an edit of another region loses by it is told in the same commit.
 */
import { done, Fault, type Hazard, noHazard, type Outcome, randomId, refused } from "@tandem/kernel";
import { compareStamps, editRegisters, type Item, ownRegisters, type Registers, type Stamp } from "@tandem/replication";
import { noteConflicts } from "../conflicts/note-conflicts.ts";
import type { ShopHazard } from "../hazards.ts";
import { ROUNDS_MAX, type ShopContext } from "../shop-context.ts";
import { decidedFields } from "./decided-fields.ts";
import { voidUntil } from "./erased.ts";
import {
  customerPartition,
  etagOf,
  foldProfile,
  ownProfile,
  type Profile,
  type ProfileEdits,
  type ProfileFields,
  ProfileItem,
  profileFragments,
  profileOf,
  sinceForgotten,
} from "./profile.ts";

export interface KnownProfile {
  readonly profile: Profile;
  readonly etag: string;
}

export interface EditRequest {
  readonly customer: string;
  readonly edits: ProfileEdits;
  /** The tags of which one must be that of the profile as it stands, if the customer says so. */
  readonly ifMatch?: readonly string[] | undefined;
}

export interface StaleProfile extends KnownProfile {
  readonly reason: "stale";
}

export async function readProfile(context: ShopContext, customer: string): Promise<KnownProfile> {
  return known(foldProfile(await readItems(context, customer)));
}

export async function editProfile(
  context: ShopContext,
  request: EditRequest,
): Promise<Outcome<KnownProfile, StaleProfile>> {
  const { table, stamps, random } = context;
  const hazard: Hazard<ShopHazard> = context.hazard ?? noHazard;
  const { region } = table;
  const { customer, edits, ifMatch } = request;
  const partition = customerPartition(customer);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const items = await readItems(context, customer);
    const fields = foldProfile(items);
    const before = known(fields);
    if (ifMatch !== undefined && !ifMatch.includes(before.etag)) return refused({ reason: "stale", ...before });
    const stamp = stamps.next({ above: newestStamp(items) });
    const fragments = profileFragments(items);
    const said = fragments.map((fragment) => fragment.fields);
    const edited = editRegisters<ProfileFields>(said, withoutUndefined(edits), stamp);
    if (edited === undefined) return done(before);
    const own = fragments.find(({ item }) => item.region === region)?.fields ?? {};
    const data = ownRegisters<ProfileFields>(own, edited, stamp);
    const told = noteConflicts({ partition, items, region, stamp, decided: decidedFields(partition, items) });
    await hazard("edit-profile.before-commit");
    const outcome = await table.commit({
      id: randomId("cmt", random),
      stamp,
      writes: [
        ProfileItem.write({
          key: ProfileItem.key({ partition, region }),
          over: ownProfile(items, region),
          data: sinceForgotten(data, { stamp, until: voidUntil(items), regions: context.regions }),
          wake: "changed",
        }),
        ...told.writes,
      ],
    });
    if (!outcome.ok) continue;
    await hazard("edit-profile.after-commit");
    if (told.conflicts > 0) context.countConflicts?.(told.conflicts);
    return done(known(edited));
  }
  const message = "the profile kept changing while it was being changed";
  throw new Fault({ code: "contended", message, retryable: true, mayBeDone: false });
}

async function readItems({ table }: ShopContext, customer: string): Promise<readonly Item[]> {
  const [items = []] = await table.read([customerPartition(customer)], { consistent: true });
  return items;
}

function known(fields: Registers<ProfileFields>): KnownProfile {
  const profile = profileOf(fields);
  return { profile, etag: etagOf(profile) };
}

/** Also above a request to be forgotten: what is said after it stands. */
export function newestStamp(items: readonly Item[]): Stamp | undefined {
  const edits = Object.values(foldProfile(items)).flatMap((register) =>
    register === undefined ? [] : [register.stamp],
  );
  return [...items.map((item) => item.stamp), ...edits].toSorted(compareStamps).at(-1);
}

/** A field that was not sent is left as it is; null says that it is removed. */
function withoutUndefined(edits: ProfileEdits): { readonly [name in keyof ProfileFields]?: string | null } {
  return Object.fromEntries(
    Object.entries(edits).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
