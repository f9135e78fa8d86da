/** What a newcomer reads when the world is ready: where everything is, and a first request that works as it is printed. */
import type { WorldAddresses } from "@tandem/local";

export interface ReadyText {
  readonly addresses: WorldAddresses;
  readonly tookMs: number;
  readonly token: string;
}

export function readyText({ addresses, tookMs, token }: ReadyText): string {
  const { global, control, payments, regions } = addresses;
  const places = regions.map(
    ({ region, api, dynamodb, sqs }) => `  ${region.padEnd(16)}  ${api}   DynamoDB ${dynamodb}   SQS ${sqs}`,
  );
  return `
Ready in ${(tookMs / 1_000).toFixed(1)} s: ${regions.length} regions on this machine. Ctrl-C ends them; what they hold is kept.

  everybody         ${global}
${places.join("\n")}
  control API       ${control}/api/world
  payment provider  ${payments}

Order something (the token is for a customer called ada, for a day):

  TOKEN=${token}
  curl -s ${global}/products
  curl -s ${global}/orders -H "authorization: Bearer $TOKEN" -H "idempotency-key: my-first-order-1" \\
    -H "content-type: application/json" -d '{"lines":[{"sku":"BELL","quantity":2}]}'

Then read it from the other coast, break something, and heal it again:

  curl -s ${global}/orders -H "x-client-place: us-west" -H "authorization: Bearer $TOKEN"
  curl -s ${control}/api/faults -d '{"kind":"replication-lag","from":"${regions[0]?.region}","to":"${regions[1]?.region}","ms":5000}'
  curl -s -X DELETE ${control}/api/faults
`;
}
