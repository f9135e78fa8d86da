/**
 * What infra/stage.ts still has from the template. Each of these deploys without an error and fails later, when it is dear: a
 * certificate that waits for a zone nobody has, alarms mailed to nobody, an API that nobody can sign in to.
 */
import type { Environment } from "@tandem/infra/environment";

/** A domain that is nobody's, by RFC 2606. */
const EXAMPLE_HOST = /\.example$/;
const EXAMPLE_ZONE = "Z00000000EXAMPLE";
const EXAMPLE_REPOSITORY = "owner/tandem";

/** A sentence for each setting that is still an example; none when it can be deployed. */
export function unfilledSettings(environment: Environment, repository: string): readonly string[] {
  const { domain, alertAddress, paymentsUrl, tokenKeys, protects } = environment;
  const found: string[] = [];
  if (repository === EXAMPLE_REPOSITORY)
    found.push(`\`REPOSITORY\` is still ${repository}: name yours, whose workflows may deploy`);
  if (domain !== undefined && EXAMPLE_HOST.test(domain.name))
    found.push(`\`domain.name\` is still ${domain.name}: name a host of a zone you have, or leave \`domain\` out`);
  if (domain?.zoneId === EXAMPLE_ZONE)
    found.push(`\`domain.zoneId\` is still ${EXAMPLE_ZONE}: name the id of your hosted zone`);
  if (alertAddress !== undefined && EXAMPLE_HOST.test(alertAddress))
    found.push(`\`alertAddress\` is still ${alertAddress}: name an address that somebody reads at night`);
  if (URL.canParse(paymentsUrl) && EXAMPLE_HOST.test(new URL(paymentsUrl).hostname))
    found.push(`\`paymentsUrl\` is still ${paymentsUrl}: name your payment provider`);
  if (protects && tokenKeys.length === 0)
    found.push(
      "`tokenKeys` is empty: add the public key of whoever signs your customers' tokens, else nobody can sign in",
    );
  return found;
}
