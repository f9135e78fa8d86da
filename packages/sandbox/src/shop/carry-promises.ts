/**
 * People who hold a shop to what its headers promise: some carry their session from answer to answer, wherever they ask next, and some want their
 * orders in two regions. What they sent and were given is written down beside what they asked.
 */
import type { Recorder } from "./recorder.ts";
import type { ShopWorld } from "./shop-world.ts";

/** Who does so; the others ask for nothing. */
export interface Promises {
  /** They send back what they were last given. */
  readonly sessions: readonly string[];
  /** They ask for two regions. */
  readonly durable: readonly string[];
}

export function carryPromises(
  world: ShopWorld,
  { promises, recorder }: { readonly promises: Promises; readonly recorder: Pick<Recorder, "add"> },
): ShopWorld {
  const last = new Map<string, { readonly session: string; readonly from: string }>();
  return {
    ...world,
    async ask(asked) {
      const { customer } = asked.ask.caller;
      const sent = promises.sessions.includes(customer) ? last.get(customer) : undefined;
      const wantsTwo = promises.durable.includes(customer) && isPlacing(asked.ask.path);
      const durability = wantsTwo ? "2" : undefined;
      const heard = await world.ask({ ...asked, ask: { ...asked.ask, session: sent?.session, durability } });
      if (heard.kind !== "answer" || heard.given === undefined) return heard;
      const { given } = heard;
      if (given.session !== undefined) last.set(customer, { session: given.session, from: asked.name });
      recorder.add({ kind: "promised", tryName: asked.name, sentFrom: sent?.from, ...given });
      return heard;
    },
  };
}

function isPlacing(path: string): boolean {
  return path === "/orders" || path === "/cart/checkout";
}
