/** The machine's fault plan as it stands in a file. */
import * as z from "zod";

/** Who runs in a world and what he asks for; a rule for anybody else would strike nobody, and nobody would notice. */
const ROLES = ["client", "api", "worker", "tick", "stream"];
const CALLED = ["api", "table", "queue", "payments", "claims", "peer table", "peer api"];
const ASKED = [
  ...["read", "page", "walk", "commit", "send", "depth"],
  ...["charge", "find charge", "refund", "find refund"],
  ...["claim", "names", "release"],
];
const REQUEST = /^(?:GET|POST|PUT|PATCH|DELETE) \//;

function known(names: readonly string[], isOther: (name: string) => boolean = () => false) {
  return z.string().refine((name) => names.includes(name) || isOther(name), {
    error: ({ input }) => `${JSON.stringify(input)} is none of ${names.join(", ")}`,
  });
}

const Role = known(ROLES);
const Called = known(CALLED, (name) => CALLED.some((words) => name.startsWith(`${words} `)));
const AskedFor = known(ASKED, (name) => REQUEST.test(name) || name.startsWith("/"));

const Span = z.tuple([z.number(), z.number()]);
const Target = z.strictObject({
  region: z.string().exactOptional(),
  role: Role.exactOptional(),
  to: Called.exactOptional(),
  what: AskedFor.exactOptional(),
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
