/** What all parts of one world share, and what they tell it. */
import type { Region } from "@tandem/kernel";
import type { Faults } from "../machine/faults.ts";
import type { Machine } from "../machine/machine.ts";
import type { ClaimsTable } from "./claims-table.ts";
import type { Network } from "./network.ts";
import type { PaymentService } from "./payments-port.ts";
import type { RegionApi } from "./region-api.ts";
import type { ProgramLine, RegionProgram } from "./region-program.ts";
import type { TableService } from "./table-port.ts";
import type { WorldNumbers } from "./world-numbers.ts";

export interface WorldParts {
  readonly machine: Machine;
  readonly faults: Faults;
  readonly network: Network;
  readonly regions: readonly Region[];
  readonly program: RegionProgram;
  readonly numbers: WorldNumbers;
  readonly payments: PaymentSwitch;
  readonly claims: ClaimsTable;
  /** Hears every line that a program logs. */
  readonly onLog?: ((line: ProgramLine, region: Region) => void) | undefined;
  /** The table of a region of this world; there is one from when its first program starts. */
  readonly tableOf: (region: Region) => TableService;
  /** The API of a region, likewise. */
  readonly apiOf: (region: Region) => RegionApi;
  /** Hears of what a program threw that no world does to it: a bug, of which no retry makes anything good. */
  readonly foundBug: (bug: Bug) => void;
}

export interface Bug {
  /** The environment it happened in. */
  readonly who: string;
  readonly where: Region;
  readonly error: unknown;
}

/** The provider, as regions reach it, and whether it is there. */
export interface PaymentSwitch extends Pick<PaymentService, "provider"> {
  isDown: boolean;
}
