/**
 * What a region's stack says about itself after `sst deploy`. SST keeps one file for all stages, so the region in it is compared with the
 * one that was deployed: gates that looked at another region would pass for the wrong reason.
 */
import { done, type Outcome, refused } from "@tandem/kernel";

export interface RegionOutputs {
  readonly region: string;
  readonly apiUrl: string;
  readonly readinessUrl: string;
  /** Its own host name; none in an environment without a domain. */
  readonly hostUrl: string | undefined;
}

export function regionOutputs(
  outputs: Readonly<Record<string, unknown>>,
  region: string,
): Outcome<RegionOutputs, { readonly reason: string }> {
  const { apiUrl, readinessUrl, hostUrl } = outputs;
  if (outputs["region"] !== region)
    return refused({ reason: `the stack's output says region ${JSON.stringify(outputs["region"])}, not ${region}` });
  if (!isUrl(apiUrl)) return refused({ reason: missing("apiUrl", apiUrl) });
  if (!isUrl(readinessUrl)) return refused({ reason: missing("readinessUrl", readinessUrl) });
  if (hostUrl !== undefined && !isUrl(hostUrl)) return refused({ reason: missing("hostUrl", hostUrl) });
  return done({ region, apiUrl: bare(apiUrl), readinessUrl: bare(readinessUrl), hostUrl: hostUrl && bare(hostUrl) });
}

function isUrl(value: unknown): value is string {
  return typeof value === "string" && /^https?:\/\//.test(value) && URL.canParse(value);
}

function missing(name: string, value: unknown): string {
  return `the stack's output \`${name}\` is ${JSON.stringify(value)}, and no URL: infra/region.ts has to return it`;
}

function bare(url: string): string {
  return url.replace(/\/+$/, "");
}
