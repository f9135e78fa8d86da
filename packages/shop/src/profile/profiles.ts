/** The profiles of one region: their use-cases, bound to what they need. */
import type { Outcome } from "@tandem/kernel";
import type { ShopContext } from "../shop-context.ts";
import { type EditRequest, editProfile, type KnownProfile, readProfile, type StaleProfile } from "./edit-profile.ts";
import { forgetCustomer } from "./forget-customer.ts";

export interface Profiles {
  read(customer: string): Promise<KnownProfile>;
  edit(request: EditRequest): Promise<Outcome<KnownProfile, StaleProfile>>;
  /** All that tells who somebody is, and what he wanted to buy; what was ordered stays, under his opaque name. */
  forget(customer: string): Promise<void>;
}

export function createProfiles(context: ShopContext): Profiles {
  return {
    read: (customer) => readProfile(context, customer),
    edit: (request) => editProfile(context, request),
    forget: (customer) => forgetCustomer(context, customer),
  };
}
