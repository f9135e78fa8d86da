/**
 * Where SST keeps what it knows of a stage, as its source has it (pkg/project/provider/aws.go, 4.17): one bucket per region, named in a parameter
 * there, the state as Pulumi wrote it, secrets encrypted, and the passphrase of both beside them. Nobody promises these names, so they
 * stand in one place.
 */

/** A parameter of each region in which SST has ever deployed: JSON with the bucket's name in `state`. */
export const BOOTSTRAP_PARAMETER = "/sst/bootstrap";
/** Where SST writes the outputs of the stage that it deployed last, from the root of the project. */
export const OUTPUTS_FILE = ".sst/outputs.json";

/** Without it a stage cannot be deployed again, and what it has must be imported piece by piece. */
export function stateKey(product: string, stage: string): string {
  return `app/${product}/${stage}.json`;
}

/** Only there when the stage has secrets. */
export function secretsKey(product: string, stage: string): string {
  return `secret/${product}/${stage}.json`;
}

/** Opens the secrets within the state and those beside it. */
export function passphraseParameter(product: string, stage: string): string {
  return `/sst/passphrase/${product}/${stage}`;
}

/** In another region's bucket; SST itself never looks there. */
export function copyKey(from: string, key: string): string {
  return `copies/${from}/${key}`;
}
