/**
 * Signs the tokens that customers of the local world carry, in the place of an identity provider. The key pair is made once and
 * kept with the state, so that a token outlives a restart; the functions get the public half and verify offline.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DAY_MS, must } from "@tandem/kernel";
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  SignJWT,
} from "jose";
import { damagedState } from "../world/refusal.ts";

export interface TokenRequest {
  readonly sub: string;
  readonly role: "customer" | "operator";
  /** Negative for a token that has expired already. */
  readonly expiresInS: number;
}

export interface TokenIssuer {
  readonly publicKeys: JSONWebKeySet;
  issue(request: TokenRequest): Promise<string>;
}

const ALGORITHM = "ES256";
/** Only its owner reads it, though it signs nothing but tokens of this world. */
const PRIVATE_FILE_MODE = 0o600;

export async function createTokenIssuer({
  path,
  nowMs,
}: {
  readonly path: string;
  nowMs(): number;
}): Promise<TokenIssuer> {
  const jwk = readKey(path) ?? (await makeKey(path));
  const key = await importJWK(jwk, ALGORITHM).catch((error: Error) => {
    throw damagedState(path, `holds no signing key (${error.message})`);
  });
  const { d: _private, ...publicKey } = jwk;
  const kid = must(jwk.kid, "a stored signing key names itself");
  return {
    publicKeys: { keys: [publicKey as JSONWebKeySet["keys"][number]] },
    issue({ sub, role, expiresInS }) {
      const nowS = Math.floor(nowMs() / 1_000);
      // A token that has expired was issued before it did.
      const issuedAtS = Math.min(nowS, nowS + expiresInS - 1);
      return new SignJWT({ role })
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: "JWT" })
        .setSubject(sub)
        .setIssuedAt(issuedAtS)
        .setExpirationTime(nowS + expiresInS)
        .sign(key);
    },
  };
}

/** As long as a newcomer's afternoon, and the night after it. */
export const TOKEN_LIFE_S = DAY_MS / 1_000;

function readKey(path: string): JWK | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as JWK;
  } catch {
    throw damagedState(path, "is not JSON");
  }
}

async function makeKey(path: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const named: JWK = { ...jwk, alg: ALGORITHM, use: "sig", kid: await calculateJwkThumbprint(jwk) };
  mkdirSync(dirname(path), { recursive: true });
  // Renamed into place, so that a world killed here leaves no half of a key.
  writeFileSync(`${path}.new`, JSON.stringify(named), { mode: PRIVATE_FILE_MODE });
  renameSync(`${path}.new`, path);
  return named;
}
