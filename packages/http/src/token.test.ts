/** What a verifier says when nobody may sign: a stage that has no keys yet shows its catalog and signs nobody in. */
import { createManualClock } from "@tandem/kernel";
import { generateKeyPair, SignJWT } from "jose";
import { expect, test } from "vitest";
import { createTokenVerifier } from "./token.ts";

test("without keys every token is refused", async () => {
  const { privateKey } = await generateKeyPair("ES256");
  const token = await new SignJWT({ role: "operator" })
    .setProtectedHeader({ alg: "ES256" })
    .setSubject("ada")
    .setExpirationTime("1h")
    .sign(privateKey);
  const verifier = createTokenVerifier({ keys: [] }, createManualClock());

  expect(await verifier.verify(token)).toHaveProperty("refused");
});
