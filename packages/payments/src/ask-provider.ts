/** One question to the provider, bounded in time: its answer as it came, or that there was none. */
export interface Answer {
  readonly status: number;
  /** Undefined if it is no JSON. */
  readonly body: unknown;
}

export interface Later {
  readonly kind: "later";
  readonly why: string;
}

export async function ask(url: string, timeoutMs: number, init: RequestInit): Promise<Answer | Later> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    return { status: response.status, body: parseJson(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "later", why: `the payment provider did not answer: ${reason}` };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
