/** What the payment provider's own book says, from a place in it on. */
export interface LedgerEntry {
  readonly id: string;
  readonly orderId: string;
  readonly amount: number;
  readonly status: "charged" | "declined";
  readonly at: string;
}

export interface LedgerPart {
  readonly charges: readonly LedgerEntry[];
  /** Where the book ends now. */
  readonly end: number;
}

interface Page {
  readonly items: readonly LedgerEntry[];
  readonly next: number | null;
}

const PAGE_SIZE = 1_000;

export async function readLedger(paymentsUrl: string, skip: number): Promise<LedgerPart> {
  const all: LedgerEntry[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const response = await fetch(`${paymentsUrl}/charges?limit=${PAGE_SIZE}&after=${after}`);
    if (!response.ok) throw new Error(`the provider's book answered ${response.status}`);
    const page = (await response.json()) as Page;
    all.push(...page.items);
    after = page.next;
  }
  return { charges: all.slice(skip), end: all.length };
}
