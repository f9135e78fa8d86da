/**
 * What can be said about an environment, and what is refused. Settings are written by hand at `infra/stage.ts` and become names and
 * regions that can hardly be changed later, so all that is wrong with them is said at once, before anything is touched.
 */
import type { EnvironmentSettings } from "./settings.ts";
import { problemsOfShape } from "./settings-shape.ts";
import { ENVIRONMENTS, PREVIEW, PRODUCT } from "./stage.ts";

export interface Environment extends EnvironmentSettings {
  readonly name: string;
  readonly isPreview: boolean;
}

/** Two are promised, three are simulated; of four nobody has worked out what they do to each other. */
const REGIONS_MAX = 3;
/** Names are made of product, environment, region and part, and some may have 64 characters. */
const NAME_CHARACTERS_MAX = 20;
const PRODUCT_CHARACTERS_MAX = 12;
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const PREVIEW_NAME = /^(?:pr|dev)-[a-z0-9]+$/;
/** Those of their names, that of what they share, and GitHub's name for all of them. */
const PREVIEW_BEGINNINGS = ["pr", "dev", "previews", "preview"];
const HOST_LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** ACM takes no more for the first name of a certificate, which it is of each: the common name of RFC 5280. The regions' names may be longer. */
const HOST_CHARACTERS_MAX = 64;
/** The regions of AWS's commercial partition, as of November 2026; a new one is added here. */
const AWS_REGIONS: ReadonlySet<string> = new Set(
  `af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1
  ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1
  eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1
  me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2`.split(/\s+/),
);

/** The environment of this name. Throws an Error that says what is wrong with the name or the settings, and what to change. */
export function environmentOf(name: string): Environment {
  const isNamed = Object.hasOwn(ENVIRONMENTS, name);
  const settings = isNamed ? ENVIRONMENTS[name] : PREVIEW_NAME.test(name) ? PREVIEW : undefined;
  if (settings === undefined)
    throw new Error(
      `There is no environment ${JSON.stringify(name)}: infra/stage.ts has ${Object.keys(ENVIRONMENTS).join(", ")}, ` +
        "and a preview is called pr-NUMBER or dev-NAME.",
    );
  const problems = [...problemsOfName(name), ...problemsOf(settings)];
  if (problems.length > 0)
    throw new Error(
      [`infra/stage.ts cannot be deployed as ${name}:`, ...problems.map((each) => `- ${each}`)].join("\n"),
    );
  return { ...settings, name, isPreview: !isNamed };
}

function problemsOfName(name: string): readonly string[] {
  const problems: string[] = [];
  if (!NAME.test(name) || name.length > NAME_CHARACTERS_MAX)
    problems.push(
      `the name ${JSON.stringify(name)} is not small letters, digits and single dashes, ${NAME_CHARACTERS_MAX} characters at most`,
    );
  return [...problems, ...problemsOfProduct(PRODUCT), ...problemsAmongNames(Object.keys(ENVIRONMENTS))];
}

/** It begins every name, beside an environment's, a region's and a thing's: `PRODUCT-ENVIRONMENT-REGION-on-table-change` has 64 characters at most. */
export function problemsOfProduct(product: string): readonly string[] {
  if (NAME.test(product) && product.length <= PRODUCT_CHARACTERS_MAX) return [];
  return [
    `\`PRODUCT\` is ${JSON.stringify(product)}: write small letters, digits and single dashes, ${PRODUCT_CHARACTERS_MAX} characters at most`,
  ];
}

/** What an environment's roles may touch is told by the beginning of its name, so no name may begin with another. */
export function problemsAmongNames(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [
    ...PREVIEW_BEGINNINGS.filter((each) => name === each || name.startsWith(`${each}-`)).map(
      (each) => `the name ${name} begins as previews do: call it something else than ${each} or ${each}-…`,
    ),
    ...names
      .filter((other) => name.startsWith(`${other}-`))
      .map((other) => `the name ${name} begins with that of ${other}, whose roles could then touch it: rename one`),
  ]);
}

/** Every sentence about settings that cannot be deployed; none when they can. */
export function problemsOf(settings: EnvironmentSettings): readonly string[] {
  const unreadable = problemsOfShape(settings);
  if (unreadable.length > 0) return unreadable;
  return [
    ...problemsOfRegions(settings),
    ...problemsOfDomain(settings),
    ...problemsOfNumbers(settings),
    ...problemsOfAddresses(settings),
  ];
}

function problemsOfRegions({ regions, globalRegion, witness }: EnvironmentSettings): readonly string[] {
  const problems: string[] = [];
  if (regions.length === 0) problems.push("`regions` is empty: name one region at least");
  if (regions.length > REGIONS_MAX)
    problems.push(
      `\`regions\` has ${regions.length}: take ${regions.slice(REGIONS_MAX).join(", ")} out; ${REGIONS_MAX} is the most that was ever tried`,
    );
  for (const [index, region] of regions.entries()) {
    if (!AWS_REGIONS.has(region)) problems.push(unknownRegion("regions", region));
    if (regions.indexOf(region) !== index) problems.push(`\`regions\` names ${region} twice: take one out`);
  }
  if (!regions.includes(globalRegion))
    problems.push(`\`globalRegion\` is ${globalRegion}, which is not one of \`regions\` (${regions.join(", ")})`);
  if (witness !== undefined && !AWS_REGIONS.has(witness)) problems.push(unknownRegion("witness", witness));
  if (witness !== undefined && regions.includes(witness))
    problems.push(
      `\`witness\` is ${witness}, which holds a replica already: a witness is a third place; name another region or leave it out`,
    );
  if (witness === undefined && regions.length === 2)
    problems.push(
      "`witness` is missing: two regions cannot decide which of them is cut off; name a third region of AWS, which will hold no data",
    );
  return problems;
}

function unknownRegion(setting: string, region: string): string {
  return `\`${setting}\` names ${JSON.stringify(region)}, which is no region of AWS: correct it, or add it to infra/environment.ts if it is new`;
}

function problemsOfDomain({ domain, regions }: EnvironmentSettings): readonly string[] {
  if (domain === undefined) return [];
  const problems: string[] = [];
  const labels = domain.name.split(".");
  if (labels.length < 2 || !labels.every((label) => HOST_LABEL.test(label)) || domain.name.length > HOST_CHARACTERS_MAX)
    problems.push(
      `\`domain.name\` is ${JSON.stringify(domain.name)}: write a host name in small letters, as api.example.com, without https:// and without a dot at its end, of ${HOST_CHARACTERS_MAX} characters at most`,
    );
  if (!/^Z[A-Z0-9]{1,31}$/.test(domain.zoneId))
    problems.push(
      `\`domain.zoneId\` is ${JSON.stringify(domain.zoneId)}: it is the id of a hosted zone, as Z0123456789ABCDEFGHIJ`,
    );
  for (const [index, region] of domain.attached.entries()) {
    if (!regions.includes(region))
      problems.push(`\`domain.attached\` names ${region}, which is not one of \`regions\``);
    if (domain.attached.indexOf(region) !== index) problems.push(`\`domain.attached\` names ${region} twice`);
  }
  return problems;
}

/** What CloudWatch Logs takes. */
const LOG_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557, 2_922];
/** A day: nobody watches a terminal for longer. */
const BAKE_MINUTES_MAX = 24 * 60;

function problemsOfNumbers({ generation, logDays, bakeMinutes }: EnvironmentSettings): readonly string[] {
  const problems: string[] = [];
  if (!Number.isInteger(generation) || generation < 1)
    problems.push(`\`generation\` is ${generation}: it counts the table's lives, from 1`);
  if (!LOG_DAYS.includes(logDays))
    problems.push(`\`logDays\` is ${logDays}: CloudWatch keeps logs for one of ${LOG_DAYS.join(", ")} days`);
  if (!(bakeMinutes >= 0 && bakeMinutes <= BAKE_MINUTES_MAX))
    problems.push(`\`bakeMinutes\` is ${bakeMinutes}: between 0 and ${BAKE_MINUTES_MAX}`);
  return problems;
}

function problemsOfAddresses({
  alertAddress,
  paymentsUrl,
  tokenKeys,
  watches,
}: EnvironmentSettings): readonly string[] {
  const problems: string[] = [];
  if (alertAddress !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(alertAddress))
    problems.push(`\`alertAddress\` is ${JSON.stringify(alertAddress)}, which is no e-mail address`);
  if (watches && alertAddress === undefined)
    problems.push("`watches` is true but `alertAddress` is missing: alarms that nobody hears are no alarms");
  if (!URL.canParse(paymentsUrl) || !paymentsUrl.startsWith("https://"))
    problems.push(`\`paymentsUrl\` is ${JSON.stringify(paymentsUrl)}: it begins with https://`);
  const kids = tokenKeys.map(({ kid }) => kid);
  if (new Set(kids).size < kids.length) problems.push("`tokenKeys` has two keys of one `kid`: give each its own");
  return problems;
}
