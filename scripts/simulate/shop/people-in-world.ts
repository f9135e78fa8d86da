/**
 * How the people of a history live in a simulated world: they ask a region with a token that says who they are, and hear what came back, if
 * anything did.
 */
import type { Ask, ClientAnswer, Given, Heard, Machine, ShopWorld, World } from "@tandem/sandbox";
import { openToken } from "@tandem/sandbox";

/** What API Gateway itself says of a function that died: nobody knows what it had done. */
const DIED_STATUS = 500;
const DIED_MESSAGE = "Internal Server Error";

export interface AskedWorld extends Pick<World, "request"> {
  readonly names: Pick<World["names"], "regionFor">;
}

export function createPeopleInWorld(machine: Machine, world: AskedWorld): ShopWorld {
  return {
    nowMs: machine.nowMs,
    sleep: (ms, who) =>
      new Promise((resolve) => {
        const goOn = (): void => {
          machine.wake();
          resolve();
        };
        machine.by(machine.errand(`${who} waits`).luck, () => machine.after(ms, "somebody waits", goOn));
      }),
    leadsTo: (customer, near) => world.names.regionFor(customer, near),
    async ask({ name, region, ask, timeoutMs }) {
      const options = { client: ask.caller.customer, timeoutMs, errand: name };
      const answer = await world.request(region, requestOf(region, ask), options);
      // Two runs of a seed in which people hear something else are two histories, though each step was the same.
      machine.note(`${name} in ${region}: ${saidIn(answer)}`);
      return answer.kind === "answer" ? heardOf(answer) : { kind: "silence", why: answer.why };
    },
  };
}

function saidIn(answer: ClientAnswer): string {
  if (answer.kind !== "answer") return answer.why;
  const { etag = "" } = answer.headers;
  return `${answer.status} ${etag}${answer.body}`;
}

function requestOf(region: string, ask: Ask): Request {
  const { method, path, caller, key, lostAt, ifMatch, session, durability, body } = ask;
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Request(`https://${region}.shop.test${path}`, {
    method,
    headers: {
      authorization: `Bearer ${openToken(caller)}`,
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(lostAt === undefined ? {} : { "tandem-retry": lostAt }),
      ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
      ...(session === undefined ? {} : { "tandem-session": session }),
      ...(durability === undefined ? {} : { "tandem-durability": durability }),
      ...(text === undefined ? {} : { "content-type": "application/json", "content-length": lengthOf(text) }),
    },
    ...(text === undefined ? {} : { body: text }),
  });
}

/** API Gateway has read the whole body before it calls the function, and says how long it is. */
function lengthOf(text: string): string {
  return String(Buffer.byteLength(text));
}

function heardOf({ status, headers, body }: Extract<ClientAnswer, { readonly kind: "answer" }>): Heard {
  const read: unknown = JSON.parse(body);
  if (status === DIED_STATUS && isGatewayMessage(read)) return { kind: "silence", why: "the function behind it died" };
  const { etag } = headers;
  return { kind: "answer", status, body: read, given: givenIn(headers), ...(etag === undefined ? {} : { etag }) };
}

function givenIn(headers: Readonly<Record<string, string>>): Given {
  return {
    session: headers["tandem-session"],
    durable: headers["tandem-durable"]?.split(", ") ?? [],
    isStale: headers["tandem-stale"] !== undefined,
  };
}

function isGatewayMessage(body: unknown): boolean {
  return typeof body === "object" && body !== null && "message" in body && body.message === DIED_MESSAGE;
}
