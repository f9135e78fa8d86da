/**
 * Copies what SST knows of a stage from the bucket of one region to that of another. A passphrase that is there already and is another one is never
 * written over: whatever it opens would be closed for ever.
 */
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { awsConfig, reasonOf } from "./aws-client.ts";
import { BOOTSTRAP_PARAMETER, copyKey, passphraseParameter, secretsKey, stateKey } from "./sst-layout.ts";
import type { CopyEnd, CopyWay } from "./walk-ports.ts";

/** A state of a thousand resources is a few megabytes. */
const OBJECT_BYTES_MAX = 64 * 1_024 * 1_024;
const DESCRIPTION = "A copy, so that the stage can be mended when its region is gone";

export async function copyStageState(product: string, stage: string, way: CopyWay): Promise<CopyEnd> {
  const from = openRegion(way.from);
  const to = openRegion(way.to);
  try {
    const source = await stateBucket(from.ssm);
    const target = await stateBucket(to.ssm);
    if (source === undefined) return { kind: "failed", why: `${way.from} has no ${BOOTSTRAP_PARAMETER}` };
    if (target === undefined) return { kind: "no-place-yet" };
    // First the passphrase: a copy that nobody can open looks like one, and is none.
    const closed = await copyPassphrase(passphraseParameter(product, stage), from.ssm, to.ssm);
    if (closed !== undefined) return { kind: "failed", why: closed };
    const buckets = { from: from.s3, source, to: to.s3, target };
    const bytes = await copyObject({ ...buckets, key: stateKey(product, stage), region: way.from });
    if (bytes === undefined) return { kind: "failed", why: `${source} has no ${stateKey(product, stage)}` };
    const secrets = await copyObject({ ...buckets, key: secretsKey(product, stage), region: way.from });
    const what = secrets === undefined ? "state and passphrase" : "state, secrets and passphrase";
    return { kind: "copied", saw: `${what} (${Math.ceil(bytes / 1_024)} kB) are also in ${way.to}` };
  } catch (error) {
    return { kind: "failed", why: reasonOf(error) };
  } finally {
    for (const client of [from.s3, from.ssm, to.s3, to.ssm]) client.destroy();
  }
}

function openRegion(region: string) {
  return { s3: new S3Client(awsConfig(region)), ssm: new SSMClient(awsConfig(region)) };
}

async function stateBucket(ssm: SSMClient): Promise<string | undefined> {
  const text = await readParameter(ssm, BOOTSTRAP_PARAMETER);
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  const state: unknown = Object(value)["state"];
  if (typeof state !== "string" || state === "") throw new Error(`${BOOTSTRAP_PARAMETER} names no bucket in \`state\``);
  return state;
}

/** Why it cannot be copied; nothing when it is there. */
async function copyPassphrase(name: string, from: SSMClient, to: SSMClient): Promise<string | undefined> {
  const passphrase = await readParameter(from, name);
  if (passphrase === undefined) return `there is no ${name} to copy`;
  const there = await readParameter(to, name);
  if (there === passphrase) return undefined;
  if (there !== undefined)
    return `${name} is there already and is another one: a stage of this name was once deployed there; look what it holds, and remove it by hand`;
  await to.send(
    new PutParameterCommand({
      Name: name,
      Value: passphrase,
      Type: "SecureString",
      Overwrite: false,
      Description: DESCRIPTION,
    }),
  );
  return undefined;
}

async function readParameter(ssm: SSMClient, name: string): Promise<string | undefined> {
  try {
    const answer = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return answer.Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

interface ObjectCopy {
  readonly from: S3Client;
  readonly source: string;
  readonly to: S3Client;
  readonly target: string;
  readonly key: string;
  readonly region: string;
}

/** How many bytes were copied; nothing when there is no such object. */
async function copyObject({ from, source, to, target, key, region }: ObjectCopy): Promise<number | undefined> {
  const body = await readObject(from, source, key);
  if (body === undefined) return undefined;
  await to.send(
    new PutObjectCommand({
      Bucket: target,
      Key: copyKey(region, key),
      Body: body,
      ContentType: "application/json",
    }),
  );
  return body.byteLength;
}

async function readObject(s3: S3Client, bucket: string, key: string): Promise<Uint8Array | undefined> {
  try {
    const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if ((answer.ContentLength ?? 0) > OBJECT_BYTES_MAX) throw new Error(`${key} has ${answer.ContentLength} bytes`);
    return await answer.Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
