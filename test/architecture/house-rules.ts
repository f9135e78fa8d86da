/**
 * The rules of the house in one list. To add one: a file in rules/ with a test that shows it a bad example, and a line here; the last rule
 * fails while either is missing.
 */
import type { Rule } from "./codebase/rule.ts";
import { BUILDERS, ENVIRONMENT_READERS, LONG_FILES } from "./exceptions.ts";
import { arrows } from "./rules/arrows.ts";
import { cloudSdk } from "./rules/cloud-sdk.ts";
import { cycles } from "./rules/cycles.ts";
import { dataPlaneOnly } from "./rules/data-plane-only.ts";
import { declaredDependencies } from "./rules/declared-dependencies.ts";
import { defaultExports } from "./rules/default-exports.ts";
import { environmentReads } from "./rules/environment-reads.ts";
import { facesOnly } from "./rules/faces-only.ts";
import { fileLength } from "./rules/file-length.ts";
import { fileNames } from "./rules/file-names.ts";
import { focusedTests } from "./rules/focused-tests.ts";
import { functionLength } from "./rules/function-length.ts";
import { importEffects } from "./rules/import-effects.ts";
import { leftoverMarkers } from "./rules/leftover-markers.ts";
import { links } from "./rules/links.ts";
import { listedFaces } from "./rules/listed-faces.ts";
import { machineTraces } from "./rules/machine-traces.ts";
import { moduleState } from "./rules/module-state.ts";
import { names } from "./rules/names.ts";
import { openingComment } from "./rules/opening-comment.ts";
import { parameters } from "./rules/parameters.ts";
import { proofs } from "./rules/proofs.ts";
import { purity } from "./rules/purity.ts";
import { rings } from "./rules/rings.ts";
import { sameEverywhere } from "./rules/same-everywhere.ts";
import { symmetricWords } from "./rules/symmetric-words.ts";
import { topLevelFunctions } from "./rules/top-level-functions.ts";

export const HOUSE_RULES: readonly Rule[] = [
  arrows,
  cycles,
  facesOnly,
  listedFaces,
  declaredDependencies,
  cloudSdk,
  dataPlaneOnly(BUILDERS),
  environmentReads(ENVIRONMENT_READERS),
  purity,
  sameEverywhere,
  moduleState,
  importEffects,
  fileNames,
  fileLength(LONG_FILES),
  functionLength,
  defaultExports,
  openingComment,
  leftoverMarkers,
  names,
  symmetricWords,
  parameters,
  topLevelFunctions,
  focusedTests,
  rings,
  machineTraces,
  links,
  proofs,
];
