/**
 * `docs/deploy.md` is read by somebody who has not the time to find out what it meant: every command, file, setting, stage and resource that it
 * names is there, and its numbers are those of the program.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FUNCTIONS } from "@tandem/functions/manifest";
import { scopeOf, stagesOf } from "@tandem/infra/scope";
import { must } from "@tandem/kernel";
import { routingPlan } from "@tandem/resilience";
import { beforeAll, describe, expect, test } from "vitest";
import { countGraph } from "./costs/counted-graph.ts";
import { measureShop } from "./costs/measured-shop.ts";
import { orderUnits } from "./costs/under-load.ts";
import { type Deployment, deploy, PRODUCTION, THREE } from "./deployment.ts";
import { ROOT } from "./graph/platform.ts";

const PATH = /^(?:\.github|docs|functions|infra|packages|scripts|test)\/[\w./-]+$/;
/** What Lambda leaves to functions without a number of their own. */
const UNRESERVED_MIN = 100;

const text = read("docs/deploy.md");
const costs = read("docs/costs.md");
const settings = read("infra/settings.ts");
/** What stands between backticks, and in blocks of commands. */
const quoted = [text, costs].flatMap((each) => [...each.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? ""));

describe("every command exists", () => {
  const commands = [...text.matchAll(/npm (?:run )?([\w-]+)((?: [^`\n;]*)?)/g)].map(([, name = "", rest = ""]) => ({
    name,
    rest,
  }));

  test("of this repository, with its options", () => {
    const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
    const usage = `${read("scripts/deploy.ts")} ${read("scripts/remove-preview.ts")}`;

    expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(["deploy", "remove-preview", "test"]));
    expect(commands.filter(({ name }) => scripts[name] === undefined)).toEqual([]);
    const options = commands.flatMap(({ rest }) => rest.match(/--[a-z][\w-]*/g) ?? []);
    expect(options.filter((option) => !usage.includes(option))).toEqual([]);
  });

  test("and what is deployed alone is a part of production", () => {
    const parts = [...text.matchAll(/--only ([\w-]+)/g)].map(([, part = ""]) => `production-${part}`);

    expect(parts).not.toEqual([]);
    for (const stage of parts) expect(scopeOf(stage).environment.name).toBe("production");
  });

  test("of SST, as its documentation lists them", () => {
    const known = ["deploy", "refresh", "remove", "secret set", "state export", "state remove", "unlock"];
    const used = [...text.matchAll(/npx sst ((?:state|secret) \w+|\w+)/g)].map(([, command = ""]) => command);

    expect(used.filter((command) => !known.includes(command))).toEqual([]);
    expect(used).toEqual(expect.arrayContaining(["remove", "state remove", "unlock"]));
  });
});

test("every stage is one, but the one that is spelt wrong to show what SST says of it", () => {
  const stages = new Set([...text.matchAll(/--stage ([\w-]+)/g)].map(([, stage = ""]) => stage));
  const environment = scopeOf("production-global").environment;

  expect(stages.delete("prodution-global")).toBe(true);
  expect(() => scopeOf("prodution-global")).toThrow("There is no environment");
  // The last of `production-$R` is a dash.
  stages.delete("production-");
  expect([...stages].filter((stage) => !stagesOf(environment).includes(stage))).toEqual([]);
});

test("every file that is named is there", () => {
  const paths = quoted.filter((each) => PATH.test(each));

  expect(paths.length).toBeGreaterThan(8);
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("every setting is explained, and every one that is named exists", () => {
  const rows = [...text.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, name = ""]) => name);
  const named = quoted.flatMap((each) => /^(\w+)(?:\.(\w+))?(?:: .*)?$/.exec(each)?.slice(1, 3) ?? []);
  const nested = quoted.flatMap((each) => [...(/^(domain|delivery)\.(\w+)/.exec(each)?.slice(1, 3) ?? [])]);

  expect(membersOf("EnvironmentSettings").filter((each) => !rows.includes(each))).toEqual([]);
  expect(rows.filter((each) => !isSetting(each))).toEqual([]);
  expect(nested).not.toEqual([]);
  expect(membersOf("EnvironmentSettings").every((each) => named.includes(each))).toBe(true);
  for (let index = 0; index < nested.length; index += 2)
    expect(isSetting(`${nested[index]}.${nested[index + 1]}`)).toBe(true);
});

test("every constant and variable that is named in capitals exists", () => {
  const capitals = quoted.filter((each) => /^[A-Z]+(?:_[A-Z]+)*$/.test(each) && each.length > 1);
  const places = ["infra/stage.ts", "infra/global/backup.ts", "packages/resilience/src/flows.ts", "scripts/deploy.ts"];
  const sources = [...places, ".github/workflows/deploy-scope.yml"].map(read).join("\n");

  expect(capitals).toEqual(
    expect.arrayContaining(["ACCOUNT_THROTTLE", "DELIVERY_ROLE", "KEPT_DAYS", "TANDEM_PROBE_SKU"]),
  );
  expect(capitals.filter((name) => !OF_AWS.includes(name) && !new RegExp(`\\b${name}\\b`).test(sources))).toEqual([]);
});

/** The shell's and AWS's own. */
const OF_AWS = ["AWS_REGION"];

describe("the program", () => {
  let production: Deployment;

  beforeAll(async () => {
    production = await deploy(PRODUCTION);
  });

  test("has what is taken out of the state by name", () => {
    const global = must(
      production.stacks.find(({ kind }) => kind === "global"),
      "there is a global stack",
    );
    const loop = /for name in ([\w ]+); do\n {2}npx sst state remove/.exec(text)?.[1]?.split(" ") ?? [];
    const single = [...text.matchAll(/npx sst state remove (\w+)/g)].map(([, name = ""]) => name);
    const names = global.graph.resources.map(({ name }) => name);

    expect([loop.length, single]).toEqual([6, ["Claims", "Table"]]);
    expect([...loop, ...single].filter((name) => !names.includes(name))).toEqual([]);
    // All that would stand in the way of its own removal.
    const kept = global.graph.resources.filter(({ protect, type }) => protect && type.startsWith("aws:backup/"));
    expect(kept.map(({ name }) => name).filter((name) => !loop.includes(name))).toEqual([]);
  });

  test("needs the quotas that are said", async () => {
    const graph = countGraph(production);
    const reserved = Object.values(FUNCTIONS).reduce(
      (sum, { concurrency }) => sum + (concurrency === "shared" ? 0 : concurrency.reserved),
      0,
    );
    const checks = [PRODUCTION, THREE].map((each) => checksOf(each.settings.regions));

    expect(text).toContain(
      `the reserved ${reserved} and the ${UNRESERVED_MIN} that AWS leaves unreserved; below ${reserved + UNRESERVED_MIN}`,
    );
    expect(text).toContain(`${checks[0]} for two regions, ${checks[1]} for three`);
    expect(checks[0]).toBe(graph.endpointChecks + graph.calculatedChecks);
    expect(text).toContain(
      `${graph.alarms / graph.regions} and ${graph.compositeAlarms / graph.regions} composite ones a region`,
    );
    expect(text).toContain(`${orderUnits(await measureShop(), 2)} write units an order in two regions`);
    expect(text).toContain(`\`on-message\` has ${reservedOf("on-message")} and \`tick\` ${reservedOf("tick")}`);
  });
});

function checksOf(regions: readonly string[]): number {
  const plan = routingPlan({ domain: "api.example.com", regions, attached: [] });
  return plan.regions.reduce((sum, { evacuated }) => sum + 2 + evacuated.length, 0);
}

function reservedOf(name: keyof typeof FUNCTIONS): number {
  const { concurrency } = FUNCTIONS[name];
  return concurrency === "shared" ? 0 : concurrency.reserved;
}

function isSetting(name: string): boolean {
  const [first = "", second] = name.split(".");
  const holder = first === "domain" ? "Domain" : "Delivery";
  return (
    membersOf("EnvironmentSettings").includes(first) && (second === undefined || membersOf(holder).includes(second))
  );
}

/** The members of an interface of `infra/settings.ts`. */
function membersOf(name: string): readonly string[] {
  const body = must(new RegExp(`interface ${name} {\n([^]*?)\n}`).exec(settings)?.[1], `settings.ts has ${name}`);
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, member = ""]) => member);
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
