/**
 * Seeds a world the first time it is started, and never again: what operators changed since then must stay. A note in the state
 * folder says that it is done.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TokenIssuer } from "../control/token-issuer.ts";
import type { RunningRegion } from "./running-region.ts";
import { SAMPLE_CATALOG } from "./sample-catalog.ts";
import { seedCatalog } from "./seed-catalog.ts";
import { KEPT } from "./state-gaps.ts";

export interface SeedOnce {
  readonly directory: string;
  readonly services: readonly RunningRegion[];
  readonly tokens: TokenIssuer;
}

const TOKEN_LIFE_S = 600;

export async function seedOnce({ directory, services, tokens }: SeedOnce): Promise<void> {
  const note = join(directory, KEPT.seeded);
  if (existsSync(note)) return;
  const token = await tokens.issue({ sub: "seed", role: "operator", expiresInS: TOKEN_LIFE_S });
  await seedCatalog({ products: SAMPLE_CATALOG, regions: services, token });
  writeFileSync(note, "The sample catalog is in the table.\n");
}
