/**
 * Which part of which environment an SST stage is. An environment is one stack for what all regions share and one for each region,
 * each with its own state in its own region, so that a region is deployed, mended and rolled back alone, also while another is down.
 */
import { type Environment, environmentOf } from "./environment.ts";

export type Scope = GlobalScope | RegionScope;

export interface GlobalScope {
  readonly kind: "global";
  readonly environment: Environment;
  /** Where its resources and its state are. */
  readonly region: string;
}

export interface RegionScope {
  readonly kind: "region";
  readonly environment: Environment;
  readonly region: string;
  /** The environment's other regions. */
  readonly peers: readonly string[];
}

/** `ENVIRONMENT-global` or `ENVIRONMENT-REGION`, as `production-us-east-1`. */
const STAGE = /^(.+)-(global|[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d+)$/;

/** Throws an Error whose message says what is wrong with the stage and what to write instead. */
export function scopeOf(stage: string): Scope {
  const [, name, part] = STAGE.exec(stage) ?? [];
  if (name === undefined || part === undefined)
    throw new Error(
      `${JSON.stringify(stage)} is no stage of this product: a stage is ENVIRONMENT-global or ENVIRONMENT-REGION, ` +
        "as production-global, production-us-east-1 or pr-12-us-west-2. Give one with --stage.",
    );
  const environment = environmentOf(name);
  if (part === "global") return { kind: "global", environment, region: environment.globalRegion };
  if (!environment.regions.includes(part))
    throw new Error(
      `${part} is not a region of ${name}, which has ${environment.regions.join(", ")}: ` +
        "correct --stage, or add the region to infra/stage.ts.",
    );
  return {
    kind: "region",
    environment,
    region: part,
    peers: environment.regions.filter((region) => region !== part),
  };
}

/** Every stage of an environment in the order in which it is deployed: what is shared, then region by region. */
export function stagesOf(environment: Environment): readonly string[] {
  return ["global", ...environment.regions].map((part) => `${environment.name}-${part}`);
}
