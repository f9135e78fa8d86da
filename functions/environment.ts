/**
 * What a function is told by its environment, and the only place that reads it: one schema for all variables, of which each function
 * gets those that its manifest names. What is missing or wrong stops the function while it starts, with one error that tells all of
 * it, so that a bad deployment fails its first probe and is mended in one go.
 */
import { assert, isRegion, type Region, regionList } from "@tandem/kernel";
import type { JSONWebKeySet } from "jose";
import * as z from "zod";
import { FUNCTIONS, type FunctionName } from "./manifest.ts";

/** A base URL, which ends in no slash, since paths are put after it. */
const BaseUrl = z
  .url({ protocol: /^https?$/, error: 'is not a base URL, such as "https://api.example.com"' })
  .transform((url) => url.replace(/\/+$/, ""));

const RegionName = z.string().refine(isRegion, "is not a region, such as us-east-1");

const TableName = z.string().regex(/^[\w.-]{3,255}$/, "is not the name of a table");

/** Public keys only: a private one in the environment of a function would be in every log of its configuration. */
const PublicKeys = z
  .object({ keys: z.array(z.looseObject({ kty: z.string() })) })
  .refine(({ keys }) => keys.every((key) => !("d" in key)), "holds a private key: only public ones belong here");

/** A change of keys has two: the one that comes and the one that goes. 32 letters are what 16 random bytes are in hexadecimal: fewer can be guessed. */
const RegionKeys = z
  .array(z.strictObject({ id: z.string().regex(/^[\w-]{1,32}$/), secret: z.string().min(32) }))
  .min(1)
  .max(2)
  .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, "names one key twice");

const VARIABLES = z.object({
  /** Lambda itself sets it. */
  AWS_REGION: RegionName,
  /** The API function of this region, by name, for readiness to ask whether it takes an invocation. */
  TANDEM_API_FUNCTION: z.string().regex(/^[\w-]{1,64}$/, "is not the name of a function"),
  /** The public keys that customers' tokens are verified with: a JWKS document (RFC 7517). While there are none, nobody can sign in. */
  TANDEM_AUTH_KEYS: json(PublicKeys).transform((document) => document as JSONWebKeySet),
  /** The table in which the whole world decides who has a name. */
  TANDEM_CLAIMS_TABLE: TableName,
  /** The host (and port, if not the usual one) of the endpoint that all regions share; none in a stage without a domain. */
  TANDEM_GLOBAL_HOST: z
    .string()
    .regex(/^[\w.-]+(:\d+)?$/, "is not a host name")
    .optional(),
  /** Where this region's API is found by everybody. */
  TANDEM_OWN_URL: BaseUrl,
  TANDEM_PAYMENTS_URL: BaseUrl,
  /** The API of each other region; none while they have no names. */
  TANDEM_PEERS: json(z.record(z.string(), BaseUrl)).transform((peers) => peers as Readonly<Record<Region, string>>),
  /** Where the table of each other region is found, if not where AWS has it: in a local world. */
  TANDEM_PEER_TABLES: json(z.record(z.string(), BaseUrl))
    .transform((tables) => tables as Readonly<Record<Region, string>>)
    .optional(),
  /** This region's queue of work hints. */
  TANDEM_QUEUE_URL: z.url({ protocol: /^https?$/, error: "is not the URL of a queue" }),
  /** What the regions sign with for each other, and nobody else knows: the first signs, two are valid while it is changed. */
  TANDEM_REGION_KEYS: json(RegionKeys),
  /** All regions of this environment, in their fixed order, separated by commas. */
  TANDEM_REGIONS: z.string().transform(readRegions),
  /** How fast the clocks of a local world run; 1 in a real one. */
  TANDEM_SPEED: z.coerce.number("is not a number").positive("is not above 0").default(1),
  TANDEM_TABLE: TableName,
});

type Values = z.output<typeof VARIABLES>;
type VariableName = keyof Values;
/** The variables of one function, by their names: no other can be read. */
export type Configuration<Name extends FunctionName> = Readonly<
  Pick<Values, "AWS_REGION" | (typeof FUNCTIONS)[Name]["environment"][number]>
>;
type Source = Readonly<Record<string, string | undefined>>;

export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** What this function's manifest says it is told; throws a `ConfigurationError` that names everything that is wrong with it. */
export function configurationOf<Name extends FunctionName>(
  name: Name,
  source: Source = process.env,
): Configuration<Name> {
  const names: readonly VariableName[] = ["AWS_REGION", ...FUNCTIONS[name].environment];
  const values: Partial<Values> = {};
  const problems = names.flatMap((variable) => readVariable({ variable, source, values }));
  problems.push(...contradictions(values));
  if (problems.length === 0) return values as Configuration<Name>;
  throw new ConfigurationError(
    `the function ${name} is not configured:\n${problems.map((problem) => `  ${problem}\n`).join("")}` +
      "AWS_REGION is set by Lambda, all others in infra/ (createFunction), and for the local world in packages/local/src/world/product.ts",
  );
}

interface Reading {
  readonly variable: VariableName;
  readonly source: Source;
  readonly values: Partial<Values>;
}

/** An empty variable counts as none: that is how a template that found no value writes it. */
function readVariable({ variable, source, values }: Reading): readonly string[] {
  const text = source[variable] || undefined;
  const read = VARIABLES.shape[variable].safeParse(text);
  if (read.success) {
    Object.assign(values, { [variable]: read.data });
    return [];
  }
  if (text === undefined) return [`${variable} is not set`];
  return read.error.issues.map(({ path, message }) => `${[variable, ...path].join(".")} ${message}`);
}

/** What is right alone and wrong together, as far as both are known. */
function contradictions(values: Partial<Values>): string[] {
  const { AWS_REGION: own, TANDEM_REGIONS: regions } = values;
  if (own === undefined || regions === undefined) return [];
  const among = `TANDEM_REGIONS (${regions.join(", ")})`;
  const problems = regions.includes(own) ? [] : [`AWS_REGION is ${own}, which is not among ${among}`];
  for (const variable of ["TANDEM_PEERS", "TANDEM_PEER_TABLES"] as const) {
    for (const peer of Object.keys(values[variable] ?? {})) {
      if (peer === own) problems.push(`${variable} names ${peer}, which is this region itself`);
      else if (!regions.some((region) => region === peer))
        problems.push(`${variable} names ${peer}, which is not among ${among}`);
    }
  }
  return problems;
}

function json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "is not JSON" });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

function readRegions(text: string, context: z.core.$RefinementCtx<string>): readonly Region[] {
  try {
    return regionList(text.split(","));
  } catch (error) {
    assert(error instanceof Error, "regionList throws errors");
    context.addIssue({ code: "custom", message: `is no list of regions: ${error.message}` });
    return z.NEVER;
  }
}
