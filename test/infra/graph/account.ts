/**
 * The AWS account that a run pretends to deploy to: what is in it before, and what its ids look like. Whatever a test does not say is there and in
 * order, as it is on most days.
 */
import { createHash } from "node:crypto";

export const ACCOUNT_ID = "123456789012";

export interface Account {
  /** By name. A table that is not listed exists in the region that asks, with its stream. */
  readonly tables?: Readonly<Record<string, TableInAccount>>;
  /** By name, without the last dot. A zone that is not listed exists. */
  readonly zones?: Readonly<Record<string, ZoneInAccount>>;
}

export interface TableInAccount {
  /** Whether the region that asks has a replica; true unless said otherwise. */
  readonly exists?: boolean;
  readonly stream?: boolean;
  /** Of what may protect it, what is on in the region that is asked; all of it, unless said otherwise. */
  readonly protection?: { readonly deletion: boolean; readonly recovery: boolean };
  /** As `DescribeTable` lists them; the region that asks, unless said otherwise. */
  readonly replicaRegions?: readonly string[];
}

export interface ZoneInAccount {
  readonly exists?: boolean;
  readonly zoneId?: string;
}

/** As long as most of AWS's own, the same in every run and in every stage. */
const ID_LETTERS = 10;

/** The id that AWS would make up for something. */
export function madeUpId(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, ID_LETTERS);
}

export function zoneIdOf(domain: string): string {
  return `Z${madeUpId("zone", domain).toUpperCase()}`;
}

export function tableArn(region: string, name: string): string {
  return `arn:aws:dynamodb:${region}:${ACCOUNT_ID}:table/${name}`;
}

/** When the stream was enabled, which is the last part of its ARN. */
export const STREAM_LABEL = "2026-01-01T00:00:00.000";

export function streamArn(region: string, name: string): string {
  return `${tableArn(region, name)}/stream/${STREAM_LABEL}`;
}
