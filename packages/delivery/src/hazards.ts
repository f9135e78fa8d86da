/**
 * The points of delivery where stopping would hurt, as data, each with what has just happened and what has not: the simulation stops
 * there and says which of them it has reached. A new point is added here first, and a test asks for it.
 */
export const DELIVERY_HAZARDS = {
  "consume.before-effect":
    "an effect is decided on and nobody is asked for it yet; what was read may be old when it is done",
  "consume.after-effect": "an effect is done, and nothing here says so: only the promise is left to tell",
  "consume.before-commit":
    "what is owed is made up and stamped; others may commit it, or take it back, before this does",
  "consume.after-commit": "all is done and committed, and the message is still in the queue: it comes again",
  "settle.before-commit": "the walk has found something owed and stamped it; the consumer may be writing the same",
  "settle.after-commit": "what was owed is written, and the walk has not moved on: it comes past it again",
  "walk.after-step":
    "a step of the walk is settled, and its place is not kept: the next walk begins where this one did",
  "walk.before-keeping-place": "the walk keeps its place next, which another run may have kept meanwhile",
  "sweep.before-send": "due work was found, and the queue was not asked: this process forgets it",
  "sweep.after-send": "the queue was asked, and this process does not know it yet: it asks again",
  "beat.before-commit":
    "the time of the beat is taken, and nobody knows of it: after a freeze it is old when it is written",
} as const satisfies Readonly<Record<string, string>>;

export type DeliveryHazard = keyof typeof DELIVERY_HAZARDS;
