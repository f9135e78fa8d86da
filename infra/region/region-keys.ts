/**
 * What the regions of an environment sign with, for each other and in what clients carry between them: the same in every region, set by a person in
 * each region's stage, and in no file. Two keys are valid while they are changed; `docs/deploy.md` says how.
 */
import type { RegionScope } from "../scope.ts";

/** A preview has no peers and nothing that anybody would forge. */
const KEYS_OF_PREVIEWS = JSON.stringify([{ id: "preview", secret: "known to everybody who reads this repository" }]);

/** As `TANDEM_REGION_KEYS` takes it. A deployment without the secret stops and says how to set it. */
export function regionKeys({ environment }: RegionScope): $util.Output<string> {
  return new sst.Secret("RegionKeys", environment.isPreview ? KEYS_OF_PREVIEWS : undefined).value;
}
