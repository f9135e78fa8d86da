/**
 * Claims in memory, for tests and simulations: one table that every region asks at once, which is what a strongly consistent one looks like
 * from outside. Nothing is awaited between looking and writing, so no two are ever granted one name.
 */
import { type Claims, checkClaimText, checkNamesLimit, type Undecided } from "./claims.ts";

export interface MemoryClaimsOptions {
  /** Owner by name; shared by all who decide together. */
  readonly table?: Map<string, string>;
  /** Why the region of this client hears no majority at the moment; nothing while it does. */
  readonly cutOff?: () => string | undefined;
}

export function createMemoryClaims({ table = new Map(), cutOff = heard }: MemoryClaimsOptions = {}): Claims {
  const undecided = (): Undecided | undefined => {
    const why = cutOff();
    return why === undefined ? undefined : { kind: "undecided", why };
  };
  return {
    async claim({ name, owner }) {
      checkClaimText("name", name);
      checkClaimText("owner", owner);
      const unheard = undecided();
      if (unheard !== undefined) return unheard;
      const holder = table.get(name) ?? owner;
      table.set(name, holder);
      return holder === owner ? { kind: "granted" } : { kind: "taken", owner: holder };
    },
    async read(name) {
      checkClaimText("name", name);
      const owner = table.get(name);
      return undecided() ?? (owner === undefined ? { kind: "free" } : { kind: "held", owner });
    },
    async namesOf(owner, { limit }) {
      checkClaimText("owner", owner);
      checkNamesLimit(limit);
      const names = [...table].flatMap(([name, holder]) => (holder === owner ? [name] : []));
      return undecided() ?? { kind: "listed", names: names.sort().slice(0, limit) };
    },
    async release({ name, owner }) {
      checkClaimText("name", name);
      checkClaimText("owner", owner);
      const unheard = undecided();
      if (unheard !== undefined) return unheard;
      if (table.get(name) === owner) table.delete(name);
      return { kind: "released" };
    },
  };
}

function heard(): undefined {
  return undefined;
}
