/**
 * What a customer says of himself, kept field by field: the last edit of each field wins, so a name changed in one region and an address in the
 * other both stand. Each region holds what it has edited in a fragment of its own, and merging takes the later stamp of each field.
 *
 *     CUSTOMER#id   PROFILE#r       fragment: the fields, each with the stamp of its edit; null says that it was removed
 *                   ERASED#stamp#r  the customer asked to be forgotten: every edit up to its stamp is void
 *
 * Nothing that tells who somebody is lies anywhere else: other records know a customer by the opaque name in his token.
 */
import { fingerprint } from "@tandem/delivery";
import type { Region } from "@tandem/kernel";
import {
  compareStamps,
  declareFragment,
  type FragmentItem,
  type Item,
  lastWriterWinsPerField,
  makePartition,
  mergeRegisters,
  type Partition,
  type Registers,
  type Stamp,
} from "@tandem/replication";
import * as z from "zod";
import { isVoid, voidUntil } from "./erased.ts";

export const PROFILE_FIELDS = ["name", "email", "address", "phone"] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];
export const PROFILE_FIELD_LENGTH_MAX = 256;

/** Half a character cannot be stored, and would come back as another one. */
export const ProfileValue = z
  .string()
  .min(1)
  .max(PROFILE_FIELD_LENGTH_MAX)
  .refine((text) => text.isWellFormed(), "not well-formed text: it holds half of a surrogate pair");

export type ProfileEdits = { readonly [Field in ProfileField]?: string | null | undefined };
export type ProfileFields = { readonly [Field in ProfileField]: string | null };
export type Profile = { readonly [Field in ProfileField]?: string };

const CUSTOMERS = "CUSTOMER#";
const StampText = z.string().transform((stamp) => stamp as Stamp);
const Edit = z.object({
  value: z.string().nullable(),
  stamp: StampText,
  over: StampText.nullable().optional(),
  seen: z.record(z.string(), StampText).optional(),
});
const ProfileData = z.object({
  name: Edit.optional(),
  email: Edit.optional(),
  address: Edit.optional(),
  phone: Edit.optional(),
});

export const ProfileItem = declareFragment({
  name: "PROFILE",
  version: 1,
  parse: parseFields,
  answer: lastWriterWinsPerField(),
});

export function customerPartition(customer: string): Partition {
  return makePartition(["CUSTOMER", customer]);
}

export function isCustomerPartition(partition: Partition): boolean {
  return partition.startsWith(CUSTOMERS);
}

/** The customer as the partition spells him: for whoever has the record only. */
export function customerIn(partition: Partition): string {
  return partition.slice(CUSTOMERS.length);
}

export interface ProfileFragment {
  readonly item: FragmentItem;
  readonly fields: Registers<ProfileFields>;
}

/** What each region says, without what is void. */
export function profileFragments(items: readonly Item[]): readonly ProfileFragment[] {
  const until = voidUntil(items);
  return ProfileItem.readAll(items).map(({ item, data }) => ({ item, fields: standingFields(data, until) }));
}

/** All edits of all regions that stand, merged. */
export function foldProfile(items: readonly Item[]): Registers<ProfileFields> {
  return mergeRegisters(profileFragments(items).map(({ fields }) => fields));
}

export function profileOf(fields: Registers<ProfileFields>): Profile {
  const said = PROFILE_FIELDS.flatMap((field) => {
    const value = fields[field]?.value;
    return typeof value === "string" ? [[field, value] as const] : [];
  });
  return Object.fromEntries(said);
}

/** The same for the same profile in every region, whatever edits it came from; a profile that says nothing has one as well. */
export function etagOf(profile: Profile): string {
  return `"${fingerprint({ profile })}"`;
}

/**
 * The edits under `stamp`, which have also seen all that a request to be forgotten made void, in whichever region: where they arrive before
 * the request does, nobody is told that what it made void has lost to them.
 */
export function sinceForgotten(
  fields: Registers<ProfileFields>,
  {
    stamp,
    until,
    regions,
  }: { readonly stamp: Stamp; readonly until: Stamp | undefined; readonly regions: readonly Region[] },
): Registers<ProfileFields> {
  if (until === undefined) return fields;
  return onlyFields((field) => {
    const register = fields[field];
    if (register === undefined || register.stamp !== stamp) return register;
    const known = regions.map((region) => [region, latest(register.seen?.[region], until)] as const);
    return { ...register, seen: { ...register.seen, ...Object.fromEntries(known) } };
  });
}

function latest(left: Stamp | undefined, right: Stamp): Stamp {
  return left !== undefined && compareStamps(left, right) > 0 ? left : right;
}

export function ownProfile(items: readonly Item[], region: Region): FragmentItem | undefined {
  return items.filter(ProfileItem.is).find((item) => item.region === region);
}

export function standingFields(fields: Registers<ProfileFields>, until: Stamp | undefined): Registers<ProfileFields> {
  return onlyFields((field) => {
    const register = fields[field];
    return register === undefined || isVoid(register.stamp, until) ? undefined : register;
  });
}

function parseFields(data: unknown): Registers<ProfileFields> {
  const parsed = ProfileData.parse(data);
  return onlyFields((field) => parsed[field]);
}

function onlyFields(
  of: (field: ProfileField) => Registers<ProfileFields>[ProfileField] | undefined,
): Registers<ProfileFields> {
  return Object.fromEntries(
    PROFILE_FIELDS.flatMap((field) => {
      const register = of(field);
      return register === undefined ? [] : [[field, register] as const];
    }),
  );
}
