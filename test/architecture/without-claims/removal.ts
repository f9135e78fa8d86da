/**
 * How a fork takes claims out: what is deleted, and the lines that join it to the rest. This list is run, here for the code and by
 * `test/infra/without-claims.test.ts` for what would be deployed, so that it stays the whole of it. The local world may keep
 * its strongly consistent tables, which then nobody asks; tests, flows, documents and the simulation's people that are about handles go with them.
 */

/** Folders and files that are about nothing else. */
export const DELETED = [
  "packages/claims",
  "packages/shop/src/handles",
  "packages/http/src/routes/handles.ts",
  "functions/region-claims.ts",
  "infra/global/claims.ts",
  "infra/region/claims-replica.ts",
] as const;

export interface Cut {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** In the code: the composition root, the route, and what they are told. */
export const CODE_CUTS: readonly Cut[] = [
  { file: "functions/api.ts", find: 'import { createRegionClaims } from "./region-claims.ts";\n', replace: "" },
  { file: "functions/api.ts", find: "  claims: createRegionClaims(settings),\n", replace: "" },
  { file: "functions/programs/api-program.ts", find: 'import type { Claims } from "@tandem/claims";\n', replace: "" },
  { file: "functions/programs/api-program.ts", find: "createHandles, createShop", replace: "createShop" },
  {
    file: "functions/programs/api-program.ts",
    find: "  /** What the whole world decides, for handles; without it there are none. */\n  readonly claims?: Claims;\n",
    replace: "",
  },
  {
    file: "functions/programs/api-program.ts",
    find: "  const handles = ports.claims && createHandles(ports.claims, hazard);\n",
    replace: "",
  },
  { file: "functions/programs/api-program.ts", find: " handles,", replace: "" },
  {
    file: "functions/programs/region-program.ts",
    find: 'import type { Claims } from "@tandem/claims";\n',
    replace: "",
  },
  {
    file: "functions/programs/region-program.ts",
    find: "  /** None in a world without a table that all regions decide in: then nobody has a handle. */\n  readonly claims?: Claims;\n",
    replace: "",
  },
  {
    file: "functions/testing/memory-region.ts",
    find: 'import { createMemoryClaims } from "@tandem/claims";\n',
    replace: "",
  },
  { file: "functions/testing/memory-region.ts", find: "    claims: createMemoryClaims(),\n", replace: "" },
  { file: "functions/manifest.ts", find: '  | "TANDEM_CLAIMS_TABLE"\n', replace: "" },
  { file: "functions/manifest.ts", find: ' "TANDEM_CLAIMS_TABLE",', replace: "" },
  { file: "functions/environment.ts", find: "  TANDEM_CLAIMS_TABLE: TableName,\n", replace: "" },
  { file: "packages/http/src/app.ts", find: 'import { handleRoutes } from "./routes/handles.ts";\n', replace: "" },
  {
    file: "packages/http/src/app.ts",
    find: '  if (options.handles !== undefined) app.route("/", handleRoutes({ ...options, handles: options.handles }));\n',
    replace: "",
  },
  { file: "packages/http/src/app.ts", find: "{ ...options, names: options.handles }", replace: "options" },
  { file: "packages/http/src/app-env.ts", find: "{ Handles, Shop }", replace: "{ Shop }" },
  { file: "packages/http/src/app-env.ts", find: "  readonly handles?: Handles | undefined;\n", replace: "" },
  {
    file: "packages/shop/src/index.ts",
    find: `export {
  createHandles,
  HANDLES_PER_CUSTOMER_MAX,
  Handle,
  type HandleAnswer,
  type HandleOwner,
  type HandleRequest,
  type Handles,
} from "./handles/handles.ts";
`,
    replace: "",
  },
  { file: "packages/local/src/world/product.ts", find: "    TANDEM_CLAIMS_TABLE: CLAIMS.name,\n", replace: "" },
];

/** In what is deployed: the table, and what the API is told of it and may do with it. */
export const INFRA_CUTS: readonly Cut[] = [
  { file: "infra/global.ts", find: 'import { createClaims } from "./global/claims.ts";\n', replace: "" },
  { file: "infra/global.ts", find: "  const claims = createClaims(scope);\n", replace: "" },
  { file: "infra/global.ts", find: "    claims: nameOnceProtected(scope, claims),\n", replace: "" },
  { file: "infra/region.ts", find: 'import { findClaims } from "./region/claims-replica.ts";\n', replace: "" },
  { file: "infra/region.ts", find: "  const claims = await findClaims(scope);\n", replace: "" },
  { file: "infra/region.ts", find: "table, claims, peers });", replace: "table, peers });" },
  {
    file: "infra/region/api.ts",
    find: 'import { type ClaimsReplica, claimNames } from "./claims-replica.ts";\n',
    replace: "",
  },
  { file: "infra/region/api.ts", find: "    readonly claims: ClaimsReplica;\n", replace: "" },
  { file: "infra/region/api.ts", find: "table, claims, peers } = settings;", replace: "table, peers } = settings;" },
  { file: "infra/region/api.ts", find: "      TANDEM_CLAIMS_TABLE: claims.name,\n", replace: "" },
  { file: "infra/region/api.ts", find: ", ...claimNames(claims)]", replace: "]" },
];
