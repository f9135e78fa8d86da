/**
 * Values as Pulumi's protocol carries them: secrets, assets and references to resources are objects with a signature. Plain values are what
 * tests want to read; the marked ones go back to the program, so that what is made from a secret stays secret as it would in a deployment.
 */
import type { Plain, PlainObject } from "./graph.ts";

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** What the protocol carries, as JavaScript sees it. */
export type Wire = string | number | boolean | null | readonly Wire[] | WireObject;
export interface WireObject {
  readonly [key: string]: Wire | undefined;
}

export interface PlainValues {
  readonly values: PlainObject;
  readonly secretPaths: readonly string[];
}

export function plainValues(wire: WireObject): PlainValues {
  const secretPaths: string[] = [];
  const values = Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, plain(value, key, secretPaths)]));
  return { values, secretPaths };
}

export function secret(value: Wire): WireObject {
  return { [SIGNATURE_KEY]: SECRET, value };
}

function plain(wire: Wire | undefined, path: string, secretPaths: string[]): Plain | undefined {
  if (typeof wire !== "object" || wire === null) return wire;
  if (isList(wire)) return wire.map((each, index) => plain(each, `${path}[${index}]`, secretPaths) ?? null);
  switch (wire[SIGNATURE_KEY]) {
    case undefined:
      return Object.fromEntries(
        Object.entries(wire).map(([key, value]) => [key, plain(value, `${path}.${key}`, secretPaths)]),
      );
    case SECRET:
      secretPaths.push(path);
      return plain(wire["value"], path, secretPaths);
    case ASSET:
    case ARCHIVE:
      return plainAsset(wire);
    case RESOURCE:
      return wire["urn"] as string;
    default:
      throw new Error(`The value at ${path} has an unknown signature: ${JSON.stringify(wire)}`);
  }
}

/** What it is made of: a path, an address, a text, or other assets by name. */
function plainAsset({ path, uri, text, assets }: WireObject): PlainObject {
  return { asset: plain(path ?? uri ?? text ?? assets, "asset", []) };
}

function isList(value: object): value is readonly Wire[] {
  return Array.isArray(value);
}
