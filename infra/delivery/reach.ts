/**
 * How far a delivery role reaches: what is called as its environment's things are called, and nothing else. Names are its fences, so that
 * several environments can share an account; what AWS names by itself is fenced by the tag that every stack puts on what it makes.
 */
import type { Environment } from "../environment.ts";
import { boundaryName, DELIVERED_LOGS, globalName, PREVIEWS, previewsName, regionalName } from "../names.ts";
import type { Domain } from "../settings.ts";
import { PREVIEW, PRODUCT } from "../stage.ts";
import type { Conditions } from "./statement.ts";

/** Where there is a star, it stands for the rest of a name. */
export interface Reach {
  readonly account: string;
  readonly regions: readonly string[];
  /** Of functions, queues, tables, alarms and the like. */
  readonly names: string;
  /** Of the roles that functions and schedules wear: not of the delivery roles, nor of the one that backs up. */
  readonly roles: readonly string[];
  /** What those roles may do at most: the ARN of the boundary that each must wear. */
  readonly boundary: string;
  /** Of the logs that functions write. */
  readonly logs: string;
  /** Of those in which API Gateway writes who asked what. */
  readonly accessLogs: string;
  readonly stages: string;
  /** Of the tag `environment`. */
  readonly tag: string;
  readonly domain: Domain | undefined;
  /** Whether it makes and removes the table, or only changes it. */
  readonly ownsTable: boolean;
}

export function reachOf(environment: Environment, account: string): Reach {
  const { name, regions, domain } = environment;
  return {
    account,
    regions,
    names: globalName(environment, "*"),
    roles: regions.map((region) => regionalName(environment, region, "*")),
    boundary: `arn:aws:iam::${account}:policy/${boundaryName(environment)}`,
    logs: `/${PRODUCT}/${name}/*`,
    accessLogs: `${DELIVERED_LOGS}/${PRODUCT}/${name}/*`,
    stages: `${name}-*`,
    tag: name,
    domain,
    ownsTable: false,
  };
}

/** One role deploys all previews, as none can make the role that deploys it. */
export function reachOfPreviews(account: string): Reach {
  return {
    account,
    regions: PREVIEW.regions,
    names: `${PRODUCT}-${PREVIEWS}-*`,
    roles: [`${PRODUCT}-${PREVIEWS}-*`],
    boundary: `arn:aws:iam::${account}:policy/${previewsName("boundary")}`,
    logs: `/${PRODUCT}/${PREVIEWS}-*`,
    accessLogs: `${DELIVERED_LOGS}/${PRODUCT}/${PREVIEWS}-*`,
    stages: `${PREVIEWS}-*`,
    tag: `${PREVIEWS}-*`,
    domain: PREVIEW.domain,
    ownsTable: true,
  };
}

/** The ARNs of a regional resource, one for each region. */
export function inEachRegion({ regions, account }: Reach, service: string, resource: string): readonly string[] {
  return regions.map((region) => `arn:aws:${service}:${region}:${account}:${resource}`);
}

/** Of things whose names AWS makes up: only what carries this environment's tag. */
export function taggedOurs({ tag }: Reach): Conditions {
  return { StringLike: { [TAG_THERE]: tag } };
}

/** Puts this environment's tag on what has none yet, and on nobody else's. */
export function taggingOurs({ tag }: Reach): Conditions {
  return { StringLike: { "aws:RequestTag/environment": tag }, StringLikeIfExists: { [TAG_THERE]: tag } };
}

/** What carries another environment's tag. */
export function taggedOthers({ tag }: Reach): Conditions {
  return { Null: { [TAG_THERE]: "false" }, StringNotLike: { [TAG_THERE]: tag } };
}

/** `sst.config.ts` has it put on everything that can be tagged. */
const TAG_THERE = "aws:ResourceTag/environment";
