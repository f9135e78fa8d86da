/**
 * Every journey a customer makes, once: how much it matters, how good it has to be, and which routes carry it. Throttles, alarms,
 * dashboards, probes and shedding are made from this page, so that a route nobody has thought about cannot exist: a test holds it
 * against the routes of the HTTP app. Plain data, which the infrastructure takes by path.
 */

/** As API Gateway writes a route of an HTTP API. */
export type Route = `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`;

/** 1 is given up last. */
export type Tier = 1 | 2 | 3;

export interface Flow {
  /** In small letters with dashes: alarms and widgets are named after it. */
  readonly name: string;
  /** What a customer notices when it fails. */
  readonly about: string;
  readonly tier: Tier;
  /** The share of requests over 30 days that get a good answer, which is any below 500. */
  readonly objective: number;
  /** The slowest one in a hundred good answers may take this long, cold starts and a peer's silence included. */
  readonly latencyMs: number;
  readonly routes: readonly Route[];
}

export const FLOWS: readonly Flow[] = [
  {
    name: "place-order",
    about: "Customers cannot buy: the order is not taken, and they do not know whether it was.",
    tier: 1,
    objective: 0.999,
    latencyMs: 1_500,
    routes: ["POST /orders", "POST /cart/checkout"],
  },
  {
    name: "follow-order",
    about: "Customers do not see what became of their orders and cannot cancel them, and may order again.",
    tier: 2,
    objective: 0.999,
    latencyMs: 1_000,
    routes: ["GET /orders", "GET /orders/{id}", "POST /orders/{id}/cancel"],
  },
  {
    name: "hold-copies",
    about:
      "The other regions cannot keep their orders here too, and tell customers who ask for two regions that one has it.",
    tier: 2,
    objective: 0.99,
    latencyMs: 1_500,
    routes: ["POST /internal/copies"],
  },
  {
    name: "browse",
    about: "Customers see no products, or no availability.",
    tier: 2,
    objective: 0.999,
    latencyMs: 1_000,
    routes: ["GET /products", "GET /products/{sku}"],
  },
  {
    name: "fill-cart",
    about: "Customers cannot put anything into their carts, or find them changed.",
    tier: 2,
    objective: 0.999,
    latencyMs: 1_000,
    routes: ["GET /cart", "POST /cart/lines", "DELETE /cart/lines/{sku}"],
  },
  {
    name: "keep-profile",
    about: "Customers cannot see or change what the shop knows of them, or be forgotten.",
    tier: 3,
    objective: 0.99,
    latencyMs: 2_000,
    routes: ["GET /profile", "PATCH /profile", "DELETE /profile"],
  },
  {
    name: "claim-handle",
    about: "Customers cannot claim a name of their own, nor see whether it is theirs.",
    tier: 3,
    objective: 0.99,
    // A claim that meets no other takes two regions' time, three times; one that does waits for the other, and a region that is cut off for its time-outs.
    latencyMs: 2_000,
    routes: ["PUT /handles/{handle}", "GET /handles/{handle}"],
  },
  {
    name: "keep-shop",
    about: "Operators cannot put products on sale or stock them; customers notice when something sells out.",
    tier: 3,
    objective: 0.99,
    latencyMs: 2_000,
    routes: ["POST /products", "POST /stock/{sku}/restock", "GET /conflicts"],
  },
  {
    name: "look-up",
    about: "Programmers cannot read what the API offers, and a probe of the API's own address finds nobody.",
    tier: 3,
    objective: 0.99,
    latencyMs: 2_000,
    routes: ["GET /healthz", "GET /openapi.json", "GET /docs"],
  },
];

/** Of one route, in requests: names as API Gateway has them. */
export interface Throttle {
  /** A second, sustained. */
  readonly rateLimit: number;
  /** At once. */
  readonly burstLimit: number;
}

/**
 * What API Gateway takes for all APIs of an account in one region, unless the quota was raised (HTTP API quotas). Some newer regions
 * begin at a quarter of it: there it is raised before a first deployment, since each region must carry everything.
 */
export const ACCOUNT_THROTTLE: Throttle = { rateLimit: 10_000, burstLimit: 5_000 };

/**
 * Of each route of the readiness API, which customers' rush must not make look dead: the checkers of three regions ask a few times a
 * second in all, in bursts, and operators' probes come on top. Far more than that, since whoever is refused here sees a dead region.
 */
export const READINESS_THROTTLE: Throttle = { rateLimit: 500, burstLimit: 250 };

/** What no route answers to: only enough that a mistyped address is told so. */
export const UNKNOWN_ROUTE_THROTTLE: Throttle = { rateLimit: 50, burstLimit: 25 };

/**
 * A rush is cut where it costs least: a tier gets a third to a tenth of the one above. The sum over all routes stays below the
 * account's, so no route can take what another was promised; whoever adds routes or raises the quota deals these out again.
 */
const THROTTLES: Readonly<Record<Tier, Throttle>> = {
  1: { rateLimit: 1_500, burstLimit: 750 },
  2: { rateLimit: 450, burstLimit: 225 },
  3: { rateLimit: 50, burstLimit: 25 },
};

/** What each route of the flow is limited to, in each region. */
export function throttleOf({ tier }: Pick<Flow, "tier">): Throttle {
  return THROTTLES[tier];
}

/** A rate of failure that is worth somebody's attention, seen in a long window and still going on in a short one. */
export interface BurnRate {
  /** How many times faster than the objective allows the budget of 30 days is used up. */
  readonly factor: number;
  readonly longWindowMinutes: number;
  /** A twelfth of the long one: it lets the alarm end soon after the failure does. */
  readonly shortWindowMinutes: number;
  /** Wakes somebody, or waits for the morning. */
  readonly severity: "page" | "ticket";
}

/**
 * From the Site Reliability Workbook, chapter 5: 2 % of the budget within an hour or 5 % within six wake somebody, 10 % within a day
 * wait for the morning. The book's rule over three days is left out: CloudWatch adds up one day at most in one number.
 */
export const BURN_RATES: readonly BurnRate[] = [
  { factor: 14.4, longWindowMinutes: 60, shortWindowMinutes: 5, severity: "page" },
  { factor: 6, longWindowMinutes: 6 * 60, shortWindowMinutes: 30, severity: "page" },
  { factor: 3, longWindowMinutes: 24 * 60, shortWindowMinutes: 2 * 60, severity: "ticket" },
];

/** The days over which an objective is kept. */
export const OBJECTIVE_DAYS = 30;

/** The share of failed requests above which the flow burns its budget at this rate. */
export function failureShareOf({ objective }: Pick<Flow, "objective">, { factor }: Pick<BurnRate, "factor">): number {
  return factor * (1 - objective);
}
