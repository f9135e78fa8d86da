/**
 * The DynamoDB client with every default stated. Credentials and the endpoint come from the SDK's own environment (a role;
 * `AWS_ENDPOINT_URL_DYNAMODB` for the local world), so that this code is the same everywhere.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** The endpoint is in the same region: a connection that is not there in this time is not coming. */
export const CONNECT_TIMEOUT_MS = 1_000;
/** Well above the slowest transaction of a healthy table, well below what a customer waits for. */
export const REQUEST_TIMEOUT_MS = 2_000;
/** With the time-outs above, all tries together stay below 10 s, the time a function has. */
export const ATTEMPTS = 3;
/** Connections kept open: as many as one read may ask for partitions at once, and some for what runs beside it. */
export const CONNECTIONS_MAX = 64;

export interface DynamoClientOptions {
  readonly region: string;
  /** Only where one process talks to two replicas that are not where AWS has them: the peer's, in the local world. */
  readonly endpoint?: string | undefined;
  readonly connectTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
  /** All tries of one call together, the first included. */
  readonly attempts?: number;
}

export function createDynamoClient(options: DynamoClientOptions): DynamoDBClient {
  const agent = { keepAlive: true, maxSockets: CONNECTIONS_MAX };
  return new DynamoDBClient({
    region: options.region,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    maxAttempts: options.attempts ?? ATTEMPTS,
    retryMode: "standard",
    requestHandler: {
      connectionTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      requestTimeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      // Without this the SDK only writes a warning when the time is over, and waits on.
      throwOnRequestTimeout: true,
      // A connection opened anew costs a handshake, and in an outage of names it is what fails first.
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
}
