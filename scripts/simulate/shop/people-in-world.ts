/**
 * How the people of a history live in a simulated world: they ask a region with a token that says who they are, and hear what came back, if
 * anything did.
 */
import type { Ask, Heard, Machine, ShopWorld, World } from "@tandem/sandbox";
import { openToken } from "@tandem/sandbox";

/** What API Gateway itself says of a function that died: nobody knows what it had done. */
const DIED_STATUS = 500;
const DIED_MESSAGE = "Internal Server Error";

export function createPeopleInWorld(machine: Machine, world: Pick<World, "request" | "names">): ShopWorld {
  return {
    nowMs: machine.nowMs,
    sleep: (ms) =>
      new Promise((resolve) => {
        machine.after(ms, "somebody waits", () => {
          machine.wake();
          resolve();
        });
      }),
    leadsTo: (customer, near) => world.names.regionFor(customer, near),
    async ask({ region, ask, timeoutMs }) {
      const answer = await world.request(region, requestOf(region, ask), { client: ask.caller.customer, timeoutMs });
      return answer.kind === "answer" ? heardOf(answer) : { kind: "silence", why: answer.why };
    },
  };
}

function requestOf(region: string, { method, path, caller, key, body }: Ask): Request {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Request(`https://${region}.shop.test${path}`, {
    method,
    headers: {
      authorization: `Bearer ${openToken(caller)}`,
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(text === undefined ? {} : { "content-type": "application/json", "content-length": lengthOf(text) }),
    },
    ...(text === undefined ? {} : { body: text }),
  });
}

/** API Gateway has read the whole body before it calls the function, and says how long it is. */
function lengthOf(text: string): string {
  return String(Buffer.byteLength(text));
}

function heardOf({ status, body }: { readonly status: number; readonly body: string }): Heard {
  const read: unknown = JSON.parse(body);
  if (status === DIED_STATUS && isGatewayMessage(read)) return { kind: "silence", why: "the function behind it died" };
  return { kind: "answer", status, body: read };
}

function isGatewayMessage(body: unknown): boolean {
  return typeof body === "object" && body !== null && "message" in body && body.message === DIED_MESSAGE;
}
