/** The machine's fault plan as it stands in a file. */
import * as z from "zod";

const Span = z.tuple([z.number(), z.number()]);
const Target = z.strictObject({
  region: z.string().exactOptional(),
  role: z.string().exactOptional(),
  to: z.string().exactOptional(),
  what: z.string().exactOptional(),
});
const Place = Target.pick({ region: true, role: true });
const rule = {
  rate: z.number().min(0).max(1),
  fromMs: z.number().exactOptional(),
  untilMs: z.number().exactOptional(),
};

const CallRuleData = z.strictObject({
  kind: z.enum([
    ...(["slow", "throttled", "unreachable", "request-lost", "answer-lost", "late"] as const),
    ...(["crash-before", "crash-between"] as const),
  ]),
  target: Target,
  ms: Span.exactOptional(),
  ...rule,
});
const HazardRuleData = z.strictObject({
  kind: z.enum(["crash", "pause"]),
  target: Place,
  point: z.string().exactOptional(),
  ms: Span.exactOptional(),
  ...rule,
});
const ClockRuleData = z.strictObject({ kind: z.enum(["step", "drift"]), target: Place, amount: Span, ...rule });

export const FaultPlanData = z.strictObject({
  latencies: z.array(z.strictObject({ target: Target, ms: Span })),
  calls: z.array(CallRuleData),
  hazards: z.array(HazardRuleData),
  clocks: z.array(ClockRuleData),
  spared: z.array(z.string()).exactOptional(),
});
