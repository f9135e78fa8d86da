/** What the payment provider's own books say, from a place in them on. */
export interface LedgerEntry {
  readonly id: string;
  readonly orderId: string;
  readonly amount: number;
  readonly at: string;
}

export interface ChargeEntry extends LedgerEntry {
  readonly status: "charged" | "declined";
}

/** So many entries of each book. */
export interface LedgerPlace {
  readonly charges: number;
  readonly refunds: number;
}

export interface LedgerPart {
  readonly charges: readonly ChargeEntry[];
  readonly refunds: readonly LedgerEntry[];
  /** Where the books end now. */
  readonly end: LedgerPlace;
}

interface Page<Entry> {
  readonly items: readonly Entry[];
  readonly next: number | null;
}

const PAGE_SIZE = 1_000;

export const LEDGER_START: LedgerPlace = { charges: 0, refunds: 0 };

export async function readLedger(paymentsUrl: string, skip: LedgerPlace): Promise<LedgerPart> {
  const charges = await readBook<ChargeEntry>(`${paymentsUrl}/charges`);
  const refunds = await readBook<LedgerEntry>(`${paymentsUrl}/refunds`);
  const end = { charges: charges.length, refunds: refunds.length };
  return { charges: charges.slice(skip.charges), refunds: refunds.slice(skip.refunds), end };
}

async function readBook<Entry>(url: string): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const response = await fetch(`${url}?limit=${PAGE_SIZE}&after=${after}`);
    if (!response.ok) throw new Error(`the provider's book answered ${response.status}`);
    const page = (await response.json()) as Page<Entry>;
    all.push(...page.items);
    after = page.next;
  }
  return all;
}
