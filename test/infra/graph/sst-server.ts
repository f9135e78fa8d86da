/**
 * Answers what SST's components ask of the CLI that runs them: the buckets of a region and the code of a function. The asset bucket says its
 * region, so that code which lands in another region's bucket is seen.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join, posix, resolve } from "node:path";
import { ACCOUNT_ID } from "./account.ts";

export interface SstServer {
  readonly url: string;
  close(): void;
}

interface Folders {
  /** Of the config; paths of a program are from here. */
  readonly root: string;
  /** Of the run; code is built here. */
  readonly work: string;
}

interface BuildInput {
  readonly functionID: string;
  readonly handler: string;
  readonly bundle?: string;
}

const SOURCES = [".ts", ".mts", ".js", ".mjs"];
const BUILT = [".mjs", ".js", ".cjs"];

export async function startSstServer(folders: Folders): Promise<SstServer> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => response.end(JSON.stringify(answer(body, folders))));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of request.setEncoding("utf8")) body += part;
  return body;
}

/** The components tell a method that is not there by the beginning of the error. */
function answer(body: string, folders: Folders): { readonly result: unknown } | { readonly error: string } {
  try {
    const { method, params } = JSON.parse(body) as { readonly method: string; readonly params: readonly [unknown] };
    switch (method) {
      case "Provider.Aws.Bootstrap":
        return { result: bootstrapOf((params[0] as { readonly region: string }).region) };
      case "Runtime.Build":
        return { result: build(params[0] as BuildInput, folders) };
      default:
        return { error: `rpc: can't find method ${method}` };
    }
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function bootstrapOf(region: string): object {
  return {
    asset: `sst-asset-${region}`,
    state: `sst-state-${region}`,
    assetEcrRegistryId: ACCOUNT_ID,
    assetEcrUrl: `${ACCOUNT_ID}.dkr.ecr.${region}.amazonaws.com/sst-asset`,
    appsyncHttp: `http.appsync.${region}.amazonaws.com`,
    appsyncRealtime: `realtime.appsync.${region}.amazonaws.com`,
  };
}

/** Code that is built already is taken as it is; a source is only looked for, since building it is another suite's subject. */
function build({ functionID, handler, bundle }: BuildInput, { root, work }: Folders): object {
  const { dir, name, ext } = posix.parse(handler);
  const within = (folder: string, endings: readonly string[]) =>
    endings.some((ending) => existsSync(join(folder, dir, `${name}${ending}`)));
  if (bundle !== undefined) {
    const out = resolve(root, bundle);
    if (!within(out, BUILT))
      throw new Error(`Function ${functionID}: ${bundle} holds no file for its handler ${handler}.`);
    return { handler, out, errors: [], sourcemaps: [] };
  }
  if (!within(root, SOURCES)) throw new Error(`Function ${functionID}: there is no source for its handler ${handler}.`);
  const out = join(work, "artifacts", `${functionID}-src`);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "bundle.mjs"), `export const origin = ${JSON.stringify(handler)};\n`);
  return { handler: `bundle${ext}`, out, errors: [], sourcemaps: [] };
}
