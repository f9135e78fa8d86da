/** The control API of a local world, as a rehearsal uses it: who may ask, and what breaks. */
export interface Control {
  /** Made once for each person, and good for longer than a history lasts. */
  token(caller: { readonly customer: string; readonly role: "customer" | "operator" }): Promise<string>;
  /** Answers what mends it. */
  strike(fault: LocalFault): Promise<() => Promise<void>>;
  healAll(): Promise<void>;
}

/** A fault as the control API takes it. */
export type LocalFault = { readonly kind: string } & Readonly<Record<string, unknown>>;

const TIMEOUT_MS = 10_000;

export function createControl(url: string): Control {
  const tokens = new Map<string, Promise<string>>();

  async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the control API answered ${method} ${path} with ${response.status}: ${text}`);
    return JSON.parse(text) as Answer;
  }

  return {
    token({ customer, role }) {
      const query = new URLSearchParams({ sub: customer, role });
      const known =
        tokens.get(`${query}`) ?? ask<{ token: string }>("GET", `/api/token?${query}`).then(({ token }) => token);
      tokens.set(`${query}`, known);
      return known;
    },
    async strike(fault) {
      const { id } = await ask<{ readonly id: string }>("POST", "/api/faults", fault);
      return async () => void (await ask("DELETE", `/api/faults/${id}`));
    },
    async healAll() {
      await ask("DELETE", "/api/faults");
    },
  };
}
