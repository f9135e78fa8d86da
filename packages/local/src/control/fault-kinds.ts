/**
 * Every kind of fault, in one table: the fields it takes and what it does to the state of the world. A new kind is one entry.
 * Faults only ever make things worse than they are, so that the order in which they are folded does not matter.
 */
import type { Region } from "@tandem/kernel";
import { z } from "zod";
import { type FieldError, fieldErrors } from "../world/field-errors.ts";
import { atLeast, cutLinks, type FaultState, type RegionFaults } from "./fault-state.ts";

/** A fault as it was asked for, and what it does. */
export interface ParsedFault {
  readonly fields: { readonly kind: string; readonly seconds?: number | undefined } & Readonly<Record<string, unknown>>;
  apply(state: FaultState, id: string): void;
}

export type FaultReader = (body: unknown) => ParsedFault | { readonly errors: readonly FieldError[] };

/** An hour is longer than any rehearsal. */
const MS_MAX = 3_600_000;
/** A clock may be wrong by a day, in either direction. */
const SKEW_MS_MAX = 86_400_000;
const SECONDS_MAX = 86_400;

export interface FaultNames {
  readonly regions: readonly Region[];
  readonly functions: readonly string[];
}

/** Reads one fault; an unknown kind, region, function or field, and a value out of range, are named. */
export function createFaultReader(names: FaultNames): FaultReader {
  const kinds = faultKinds(names);
  return (body) => {
    const named = z.looseObject({ kind: z.string() }).safeParse(body);
    if (!named.success) return { errors: fieldErrors(named.error, "body") };
    const read = kinds[named.data.kind];
    if (read !== undefined && Object.hasOwn(kinds, named.data.kind)) return read(body);
    const message = `unknown kind ${JSON.stringify(named.data.kind)}; there are ${Object.keys(kinds).join(", ")}`;
    return { errors: [{ path: "kind", message }] };
  };
}

function faultKinds(names: FaultNames): Readonly<Record<string, FaultReader>> {
  const region = oneOf("region", names.regions);
  const functionName = oneOf("function", names.functions);
  const ms = z.number().min(0).max(MS_MAX);
  const rate = z.number().min(0).max(1);
  return {
    "region-down": regional({ region }, (faults) => {
      faults.isDown = true;
    }),
    "region-unreachable": regional({ region }, (faults) => {
      faults.isUnreachable = true;
    }),
    partition: kind(
      { regions: z.tuple([region, region]) },
      (state, { regions: [one, other] }) => cutLinks(state, one, other),
      ({ regions: [one, other] }) => differ(one, other, "regions.1"),
    ),
    "one-way-partition": kind(
      { from: region, to: region },
      (state, { from, to }) => {
        state.link(from, to).isCut = true;
      },
      ({ from, to }) => differ(from, to, "to"),
    ),
    "witness-cut": regional({ region }, (faults) => {
      faults.isWitnessCut = true;
    }),
    "replication-lag": kind(
      { from: region, to: region, ms },
      (state, { from, to, ms }) => {
        const link = state.link(from, to);
        link.lagMs = atLeast(link.lagMs, ms);
      },
      ({ from, to }) => differ(from, to, "to"),
    ),
    "table-latency": regional({ region, ms }, ({ table }, { ms }) => {
      table.latencyMs = atLeast(table.latencyMs, ms);
    }),
    "table-errors": regional(
      { region, rate, error: z.enum(["throttle", "internal"]) },
      ({ table }, { rate, error }) => {
        if (rate < table.errorRate) return;
        table.errorRate = rate;
        table.error = error;
      },
    ),
    "table-read-only": regional({ region }, ({ table }) => {
      table.isReadOnly = true;
    }),
    "table-down": regional({ region }, ({ table }) => {
      table.isDown = true;
    }),
    "queue-stuck": regional({ region }, ({ queue }) => {
      queue.isStuck = true;
    }),
    "queue-down": regional({ region }, ({ queue }) => {
      queue.isDown = true;
    }),
    "stream-stuck": regional({ region }, (faults) => {
      faults.isStreamStuck = true;
    }),
    "schedule-stopped": regional({ region }, (faults) => {
      faults.isScheduleStopped = true;
    }),
    "function-crash": regional({ region, function: functionName, rate }, ({ functions }, fault) => {
      functions.crashRates.set(fault.function, atLeast(functions.crashRates.get(fault.function) ?? 0, fault.rate));
    }),
    "response-lost": regional({ region, rate }, ({ functions }, { rate }) => {
      functions.lostRate = atLeast(functions.lostRate, rate);
    }),
    "payment-slow": kind({ ms }, ({ payments }, { ms }) => {
      payments.slowMs = atLeast(payments.slowMs, ms);
    }),
    "payment-down": kind({}, ({ payments }) => {
      payments.isDown = true;
    }),
    "payment-forgets": kind({}, ({ payments }, _, id) => {
      payments.forgetFaultIds.push(id);
    }),
    cold: regional({ region }, ({ coldFaultIds }, _, id) => {
      coldFaultIds.push(id);
    }),
    "crash-all": regional({ region }, ({ crashFaultIds }, _, id) => {
      crashFaultIds.push(id);
    }),
    "lost-messages": regional({ region, rate }, ({ queue }, { rate }) => {
      queue.lostRate = atLeast(queue.lostRate, rate);
    }),
    "duplicate-messages": regional({ region, rate }, ({ queue }, { rate }) => {
      queue.duplicateRate = atLeast(queue.duplicateRate, rate);
    }),
    "clock-skew": regional({ region, ms: z.number().min(-SKEW_MS_MAX).max(SKEW_MS_MAX) }, ({ functions }, { ms }) => {
      functions.clockSkewMs += ms;
    }),
  };
}

/** A kind that is about one region. */
function regional<Shape extends z.ZodRawShape & { readonly region: z.ZodType<Region> }>(
  fields: Shape,
  apply: (faults: RegionFaults, fault: z.infer<z.ZodObject<Shape>>, id: string) => void,
): FaultReader {
  return kind(fields, (state, fault, id) => apply(state.region((fault as { region: Region }).region), fault, id));
}

function kind<Shape extends z.ZodRawShape>(
  fields: Shape,
  apply: (state: FaultState, fault: z.infer<z.ZodObject<Shape>>, id: string) => void,
  contradictions: (fault: z.infer<z.ZodObject<Shape>>) => readonly FieldError[] = () => [],
): FaultReader {
  const known = z.object(fields);
  const schema = z.strictObject({
    kind: z.string(),
    ...fields,
    seconds: z.number().positive().max(SECONDS_MAX).optional(),
  });
  return (body) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) return { errors: fieldErrors(parsed.error, "body") };
    const own = known.parse(parsed.data);
    const errors = contradictions(own);
    if (errors.length > 0) return { errors };
    return { fields: parsed.data as ParsedFault["fields"], apply: (state, id) => apply(state, own, id) };
  };
}

/** A link joins two regions; none leads from a region to itself, and a fault of it would break nothing. */
function differ(one: Region, other: Region, path: string): readonly FieldError[] {
  return one === other
    ? [{ path, message: `two different regions are needed, not ${JSON.stringify(other)} twice` }]
    : [];
}

function oneOf<T extends string>(what: string, values: readonly T[]): z.ZodType<T> {
  return z.custom<T>((value) => values.some((each) => each === value), {
    error: ({ input }) => `unknown ${what} ${JSON.stringify(input)}; there are ${values.join(", ")}`,
  });
}
