/**
 * One person at one operation: asks, waits as long as he has patience, asks again under the same key, perhaps in another region, and turns
 * the pages of a list. Everything he asks and hears is written down; he acts on nothing else.
 */
import { assert, must, type Region } from "@tandem/kernel";
import { askFor } from "./ask.ts";
import type { TryName } from "./history.ts";
import { callerOf, type PlannedOperation } from "./plan.ts";
import type { Recorder } from "./recorder.ts";
import type { Heard, ShopWorld } from "./shop-world.ts";
import { shownOrder, shownPage } from "./shown.ts";

export interface Client {
  /** Done when the person has an answer or no more patience. */
  play(planned: PlannedOperation): Promise<void>;
}

export interface ClientOptions {
  readonly world: ShopWorld;
  readonly recorder: Recorder;
  /** In the order in which somebody who moves tries them. */
  readonly regions: readonly Region[];
  /** What others refer to, by the operation that was told it: the id of the order that was placed, or the tag of the profile that was shown. */
  readonly told: Map<string, string>;
}

/** A list that goes on for longer goes in a circle. */
const PAGES_MAX = 100;
/** A client tries again when it is told to: too many requests, or away. */
const TRY_AGAIN: ReadonlySet<number> = new Set([429, 503]);

type Answer = Extract<Heard, { readonly kind: "answer" }>;

interface At {
  region: Region;
  number: number;
  /** Where tries went unheard, or were answered with nothing certain. */
  readonly lost: Set<Region>;
}

export function createClient({ world, recorder, regions, told }: ClientOptions): Client {
  async function oneTry(planned: PlannedOperation, at: At, cursor: string | undefined): Promise<Heard> {
    const { id, operation, patience } = planned;
    const region = regionOf(planned, at.region);
    at.number += 1;
    const name: TryName = { operationId: id, number: at.number };
    const orderId = "placedBy" in operation ? told.get(operation.placedBy) : undefined;
    const isOrdering = operation.kind === "place-order" || operation.kind === "check-out";
    const lostAt = isOrdering ? retryOf(at.lost) : undefined;
    const ifMatch = operation.kind === "edit-profile" ? told.get(operation.overSeen ?? "") : undefined;
    recorder.add({ kind: "asked", try: name, region, operation, cursor, orderId, lostAt, ifMatch });
    const ask = askFor(operation, { region, cursor, orderId, lostAt, ifMatch });
    const { timeoutMs } = patience;
    const heard = await world.ask({ name: `${id}, try ${at.number}`, region, ask, timeoutMs });
    if (heard.kind === "answer") {
      const { status, body, etag } = heard;
      recorder.add({ kind: "answered", try: name, status, body, etag });
    } else recorder.add({ kind: "unanswered", try: name, why: heard.why });
    if (heard.kind !== "answer" || heard.status >= 500) at.lost.add(region);
    return heard;
  }

  function regionOf({ byName, operation }: PlannedOperation, near: Region): Region {
    return (byName === true ? world.leadsTo?.(callerOf(operation), near) : undefined) ?? near;
  }

  /** The answer that the client goes by: the first that does not ask it to try again. */
  async function untilHeard(
    planned: PlannedOperation,
    at: At,
    cursor: string | undefined,
  ): Promise<Answer | undefined> {
    const { patience, operation } = planned;
    for (let tries = 1; ; tries += 1) {
      const heard = await oneTry(planned, at, cursor);
      if (heard.kind === "answer" && !TRY_AGAIN.has(heard.status)) return heard;
      if (tries >= patience.triesMax) return undefined;
      await world.sleep(patience.pauseMs, planned.id);
      if (patience.moves && operation.kind !== "restock") at.region = nextRegion(regions, at.region);
    }
  }

  return {
    async play(planned) {
      const { operation } = planned;
      const refersTo = referenceOf(operation);
      if (refersTo !== undefined && !told.has(refersTo)) return;
      const at: At = { region: planned.region, number: 0, lost: new Set() };
      let cursor: string | undefined;
      for (let pages = 0; ; pages += 1) {
        assert(pages < PAGES_MAX, `${planned.id} turned ${PAGES_MAX} pages and saw no end`);
        const answer = await untilHeard(planned, at, cursor);
        if (answer === undefined || answer.status >= 300) return;
        if (operation.kind === "place-order") told.set(planned.id, shownOrder(answer.body).id);
        if (answer.etag !== undefined) told.set(planned.id, answer.etag);
        cursor = isList(operation.kind) ? (shownPage(answer.body, same).next ?? undefined) : undefined;
        if (cursor === undefined) return;
      }
    },
  };
}

/** What a retry says of the tries before it. */
function retryOf(lost: ReadonlySet<Region>): string | undefined {
  return lost.size > 1 ? "unknown" : [...lost][0];
}

function nextRegion(regions: readonly Region[], region: Region): Region {
  return must(regions[(regions.indexOf(region) + 1) % regions.length], "a world has a region");
}

function isList(kind: PlannedOperation["operation"]["kind"]): boolean {
  return kind === "list-orders" || kind === "list-products" || kind === "list-conflicts";
}

/** The operation without whose answer this one cannot be asked for, if there is one. */
function referenceOf(operation: PlannedOperation["operation"]): string | undefined {
  if ("placedBy" in operation) return operation.placedBy;
  return operation.kind === "edit-profile" ? operation.overSeen : undefined;
}

function same(item: unknown): unknown {
  return item;
}
