/**
 * Whether the page of settings says what settings are. A deployment runs the page without its types, and a misspelt `protects` would be a
 * production that protects nothing; so names and kinds are looked at before what they say.
 */
import * as z from "zod";

const BASE64URL_OF_256_BITS = /^[\w-]{43}$/;
const coordinate = z.string().regex(BASE64URL_OF_256_BITS, "is no coordinate of a P-256 key: 43 letters of base64url");
const names = z.array(z.string());

const Settings = z.strictObject({
  regions: names,
  globalRegion: z.string(),
  witness: z.string().optional(),
  generation: z.number(),
  domain: z.strictObject({ name: z.string(), zoneId: z.string(), attached: names }).optional(),
  alertAddress: z.string().optional(),
  paymentsUrl: z.string(),
  tokenKeys: z.array(
    z.strictObject({
      kid: z.string(),
      kty: z.literal("EC"),
      crv: z.literal("P-256"),
      x: coordinate,
      y: coordinate,
      alg: z.literal("ES256").optional(),
    }),
  ),
  protects: z.boolean(),
  watches: z.boolean(),
  reservesConcurrency: z.boolean(),
  logDays: z.number(),
  bakeMinutes: z.number(),
  delivery: z.strictObject({ createsProvider: z.boolean(), deploysPreviews: z.boolean() }).optional(),
});

/** A sentence for each setting that is missing, misspelt or of another kind; none when the page can be read. */
export function problemsOfShape(settings: unknown): readonly string[] {
  const read = Settings.safeParse(settings, { reportInput: true });
  return read.success ? [] : read.error.issues.flatMap(sentencesOf);
}

function sentencesOf(issue: z.core.$ZodIssue): readonly string[] {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map(
      (key) => `\`${path === "" ? key : `${path}.${key}`}\` is no setting: correct it, or take it out`,
    );
  if (issue.code === "invalid_type" && issue.input === undefined)
    return [`\`${path}\` is missing: it is a ${issue.expected}`];
  return [`\`${path}\` is ${shown(issue.input)}: ${issue.message}`];
}

function shown(value: unknown): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}
