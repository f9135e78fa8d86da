/**
 * An outcome is what the domain expects to happen, good or not: a conflict, a duplicate and a refusal are returned, and
 * the caller switches on `reason`. Only faults and bugs are thrown.
 */
export interface Done<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refused<R extends { readonly reason: string }> {
  readonly ok: false;
  readonly refusal: R;
}

export type Outcome<T, R extends { readonly reason: string }> = Done<T> | Refused<R>;

export function done<T>(value: T): Done<T> {
  return { ok: true, value };
}

export function refused<const R extends { readonly reason: string }>(refusal: R): Refused<R> {
  return { ok: false, refusal };
}
