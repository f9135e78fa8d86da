/**
 * All that delivery knows of a product: what a record owes in this region, and how to do what cannot be taken back. A fork
 * replaces the product behind this port and keeps everything in front of it.
 */
import type { Region } from "@tandem/kernel";
import type { Item, Partition, Stamp, Write } from "@tandem/replication";

export interface ProductPort<Effect> {
  /**
   * What these items of one record oblige this region to write, and to do outside. Pure: the same items give the same
   * answer, whoever asks, and nothing that is already written is asked for again.
   */
  settle(record: RecordState): Settlement<Effect>;
  /** Does an effect, or says that it must wait. Doing it twice for one record must be harmless: it carries its own key. */
  perform(effect: Effect): Promise<Performed>;
}

export interface RecordState {
  readonly record: Partition;
  readonly items: readonly Item[];
  readonly region: Region;
  readonly stamp: Stamp;
}

export interface Settlement<Effect> {
  readonly writes: readonly Write[];
  /** The next effect this record is owed, from whichever region holds its outbox item; undefined when none is. */
  readonly effect: Effect | undefined;
  /** How many things about this record a merge had to decide, and these writes settle: for counting, and nothing else. */
  readonly conflicts: number;
}

export type Performed =
  /** It is done; `facts` say how it ended, written by the region that did it. */
  | { readonly kind: "done"; facts(region: Region): readonly Write[] }
  /** It may work later; nobody is to be told. Who knows when says so, in milliseconds since 1970: no sooner is it tried again. */
  | { readonly kind: "later"; readonly why: string; readonly untilMs?: number };
