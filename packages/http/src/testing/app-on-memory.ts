/** The whole app over a table in memory, with a key pair of its own: what the tests of the HTTP face talk to. */
import { createMemoryClaims } from "@tandem/claims";
import { createSeen } from "@tandem/delivery";
import {
  assert,
  createManualClock,
  createSeededRandom,
  type ManualClock,
  type Region,
  regionList,
} from "@tandem/kernel";
import { createMemoryRegionTable, createStampClock, type PeerTable } from "@tandem/replication";
import { type CopyKeeper, createHandles, createShop, type Shop } from "@tandem/shop";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { createApp } from "../app.ts";
import type { LogLine } from "../app-env.ts";
import { createKeyRing } from "../key-ring.ts";
import { createTokenVerifier } from "../token.ts";

export interface TestApp {
  readonly clock: ManualClock;
  readonly shop: Shop;
  readonly logged: LogLine[];
  /** `METHOD /path` of everything that is answered, a path's variables as `{name}`. */
  readonly routes: readonly string[];
  /** From now on no claim can be decided, for this reason; without one all can. */
  cutOff(why: string | undefined): void;
  token(
    claims?: Readonly<Record<string, unknown>>,
    options?: { expiresInSeconds?: number; forged?: boolean },
  ): Promise<string>;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** The headers of an operator. */
  operator(): Promise<Record<string, string>>;
  /** Defines tea and stocks it in this region. */
  stockTea(quantity: number): Promise<void>;
  /** A request with a token, a key and a JSON body, as a well-behaved client sends it. */
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

export const GLOBAL_HOST = "shop.example";

export const TEST_KEY = { id: "test", secret: "what the regions of a test know" };

export interface TestAppOptions {
  /** The other regions, as those who keep copies; none, if it is left out. */
  readonly keepers?: ReadonlyMap<Region, CopyKeeper>;
  /** False for a product without claims. */
  readonly handles?: boolean;
  /** The other regions' replicas; none, as if every one were silent. */
  readonly peers?: ReadonlyMap<Region, PeerTable>;
}

export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const regions = regionList(["us-east-1", "us-west-2"]);
  const [region] = regions;
  if (region === undefined) throw new TypeError("there are two regions");
  const clock = createManualClock();
  const random = createSeededRandom(7);
  const stamps = createStampClock({ region, clock });
  const table = createMemoryRegionTable({ region, clock, onAnswer: (tableTimeMs) => stamps.witness(tableTimeMs) });
  const { peers = new Map(), keepers = new Map() } = options;
  const shop = createShop({ table, peers, keepers, stamps, clock, random, regions });
  const keys = await generateKeyPair("ES256");
  const stranger = await generateKeyPair("ES256");
  const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: "test", alg: "ES256" }] };
  const logged: LogLine[] = [];
  let cutOff: string | undefined;
  const claims = createMemoryClaims({ cutOff: () => cutOff });
  const app = createApp({
    shop,
    handles: options.handles === false ? undefined : createHandles(claims),
    region,
    regions,
    tokens: createTokenVerifier(jwks, clock),
    keys: createKeyRing([TEST_KEY]),
    seen: createSeen({ table, clock }),
    globalHost: GLOBAL_HOST,
    random,
    log: (line) => logged.push(line),
  });

  const token: TestApp["token"] = (claims = {}, { expiresInSeconds = 600, forged = false } = {}) =>
    new SignJWT({ sub: "ada", role: "customer", ...claims })
      .setProtectedHeader({ alg: "ES256", kid: "test" })
      .setExpirationTime(Math.floor(clock.nowMs() / 1_000) + expiresInSeconds)
      .sign(forged ? stranger.privateKey : keys.privateKey);

  const request: TestApp["request"] = async (path, init) => app.request(path, init);
  const operator = async () => ({ Authorization: `Bearer ${await token({ sub: "olga", role: "operator" })}` });
  const post: TestApp["post"] = async (path, body, headers = {}) =>
    request(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: {
        Authorization: `Bearer ${await token()}`,
        "Content-Type": "application/json",
        "Idempotency-Key": "a-key-of-sixteen-or-more",
        ...headers,
      },
    });
  return {
    clock,
    shop,
    logged,
    routes: [...new Set(app.routes.filter(isRoute).map(nameOf))],
    cutOff(why) {
      cutOff = why;
    },
    token,
    request,
    operator,
    post,
    async stockTea(quantity) {
      const defined = await post("/products", { sku: "TEA", name: "Tea", price: 450 }, await operator());
      const stocked = await post("/stock/TEA/restock", { quantity, region }, await operator());
      assert(defined.status === 201 && stocked.status === 200, "the shop took the tea");
    },
  };
}

/** Middleware answers to every method; a route to one. */
function isRoute({ method }: { readonly method: string }): boolean {
  return method !== "ALL";
}

function nameOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, "{$1}")}`;
}

export interface ProblemBody {
  readonly type: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly [name: string]: unknown;
}

/** The problem document of an answer; stops if it is none. */
export async function problemOf(response: Response): Promise<ProblemBody> {
  assert(response.headers.get("Content-Type") === "application/problem+json", "a refusal is a problem document");
  const body = (await response.json()) as ProblemBody;
  assert(body.status === response.status, "the document says the status of the answer");
  return body;
}

export const ORDER = { lines: [{ sku: "TEA", quantity: 2 }] };
