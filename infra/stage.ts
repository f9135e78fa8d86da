/**
 * The one page to edit before a first deployment: what the product is called, which environments it has, and what each keeps,
 * protects and leaves out. Every other file of this folder follows from it. `docs/deploy.md` says what a change here does to
 * an environment that stands already; `infra/environment.ts` says what is refused.
 */
import type { EnvironmentSettings } from "./settings.ts";

/** Begins the name of everything that is deployed. Changing it makes a new product beside the old one. */
export const PRODUCT = "tandem";

/**
 * The repository whose workflows may deploy, as GitHub calls it in its tokens: `owner@12345/name@67890`, with the numbers that no other
 * repository ever gets, or `owner/name` if it is from before 15 July 2026. `gh api repos/OWNER/NAME --jq '.owner.id, .id'` tells them.
 */
export const REPOSITORY = "owner/tandem";

export const ENVIRONMENTS: Readonly<Record<string, EnvironmentSettings>> = {
  production: {
    /** In the order in which they are deployed: the one with the fewest customers first. `.github/workflows/production.yml` names them too. */
    regions: ["us-west-2", "us-east-1"],
    /**
     * Where the table's own stack is. Its replica there can only leave with the table, and schema changes need this region's
     * control plane; us-east-1 already holds IAM's and Route 53's.
     */
    globalRegion: "us-west-2",
    /** Votes on claims and holds no data: of two regions neither could decide alone. The claims' table keeps it for good. */
    witness: "us-east-2",
    /** Goes up by one when a restored backup takes the table's place. */
    generation: 1,
    domain: {
      name: "api.tandem.example",
      zoneId: "Z00000000EXAMPLE",
      /**
       * Regions whose word that a peer is evacuated is heard by DNS. A new region's checks need data first, so it is named here by the
       * deployment after the one that made it: none on the first walk, all from the second on.
       */
      attached: [],
    },
    /** Where alarms are mailed to, from every region by itself. */
    alertAddress: "on-call@tandem.example",
    paymentsUrl: "https://payments.tandem.example",
    /** Public keys (JWK, ES256) of those who may sign customers' tokens; two during a change of keys. Without one, nobody can sign in. */
    tokenKeys: [],
    /** Refuses removal, keeps 35 days of changes and daily copies in another region, in a vault that even the owner cannot empty. */
    protects: true,
    /** Alarms, dashboard, access logs. */
    watches: true,
    /** Needs an account whose concurrency quota is above the reserved sum by 100. */
    reservesConcurrency: true,
    logDays: 90,
    /** How long `npm run deploy` watches a region's alarms before it goes to the next one. */
    bakeMinutes: 60,
    /**
     * The roles with which GitHub's workflows deploy; leave it out to deploy by hand. Previews are best kept in an account without customers: name
     * an environment of that account, and say there that it deploys them.
     */
    delivery: { createsProvider: true, deploysPreviews: true },
  },
};

/** A name like `pr-12` or `dev-anna` is a preview: one region, no domain, nothing that costs while it sleeps. */
export const PREVIEW: EnvironmentSettings = {
  regions: ["us-west-2"],
  globalRegion: "us-west-2",
  generation: 1,
  paymentsUrl: "https://payments.tandem.example",
  tokenKeys: [],
  protects: false,
  watches: false,
  reservesConcurrency: false,
  logDays: 7,
  bakeMinutes: 0,
};
