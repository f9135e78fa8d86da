/**
 * The faults that are active, which of them heal by themselves, and the one place that folds them and tells the services. Faults
 * live as long as the process: a world that was restarted is sound.
 */
import { type Clock, isoTime, type Random, type Region, randomId } from "@tandem/kernel";
import type { ParsedFault } from "./fault-kinds.ts";
import { type FaultState, soundState } from "./fault-state.ts";

export type ActiveFault = ParsedFault["fields"] & {
  readonly id: string;
  readonly since: string;
  readonly until: string | null;
};

export interface FaultBoard {
  add(fault: ParsedFault): ActiveFault;
  /** False when there is no such fault (any more). */
  heal(id: string): boolean;
  healAll(): number;
  active(): readonly ActiveFault[];
  /** No fault heals by itself any more. */
  close(): void;
}

export interface FaultBoardOptions {
  readonly regions: readonly Region[];
  readonly clock: Pick<Clock, "nowMs">;
  readonly random: Random;
  /** Told the whole state after every change. */
  onChange(state: FaultState): void;
  onEvent(event: { readonly region?: Region; readonly text: string }): void;
}

interface Standing {
  readonly active: ActiveFault;
  readonly fault: ParsedFault;
  readonly timer: NodeJS.Timeout | undefined;
}

export function createFaultBoard({ regions, clock, random, onChange, onEvent }: FaultBoardOptions): FaultBoard {
  const standing = new Map<string, Standing>();

  function fold(): void {
    const state = soundState(regions);
    for (const [id, { fault }] of standing) fault.apply(state, id);
    onChange(state);
  }

  function heal(id: string, how: string): boolean {
    const healed = standing.get(id);
    if (healed === undefined) return false;
    clearTimeout(healed.timer);
    standing.delete(id);
    fold();
    onEvent({ ...regionOf(healed.fault, regions), text: `fault ${how}: ${describe(healed.fault)}` });
    return true;
  }

  return {
    add(fault) {
      const id = randomId("flt", random);
      const { seconds } = fault.fields;
      const nowMs = clock.nowMs();
      const until = seconds === undefined ? null : isoTime(nowMs + seconds * 1_000);
      const active: ActiveFault = { id, ...fault.fields, since: isoTime(nowMs), until };
      const timer = seconds === undefined ? undefined : setTimeout(() => heal(id, "healed by itself"), seconds * 1_000);
      standing.set(id, { active, fault, timer });
      fold();
      onEvent({ ...regionOf(fault, regions), text: `fault: ${describe(fault)}` });
      return active;
    },
    heal: (id) => heal(id, "healed"),
    healAll() {
      const ids = [...standing.keys()];
      for (const id of ids) heal(id, "healed");
      return ids.length;
    },
    active: () => [...standing.values()].map(({ active }) => active),
    close() {
      for (const { timer } of standing.values()) clearTimeout(timer);
    },
  };
}

function regionOf({ fields }: ParsedFault, regions: readonly Region[]): { readonly region?: Region } {
  const region = regions.find((each) => each === fields["region"]);
  return region === undefined ? {} : { region };
}

function describe({ fields: { kind, seconds, ...rest } }: ParsedFault): string {
  const details = Object.entries(rest).filter(([name]) => name !== "region");
  const words = details.map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(" and ") : value}`);
  return [kind, ...words, ...(seconds === undefined ? [] : [`for ${seconds} s`])].join(", ");
}
