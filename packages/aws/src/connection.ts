/** How the SDK's clients connect: every bound stated, since the SDK's own defaults wait for ever. */

/** The endpoint is in the same region: a connection that is not there in this time is not coming. */
export const CONNECT_TIMEOUT_MS = 1_000;
/** Well above the slowest transaction of a healthy table, well below what a customer waits for. */
export const REQUEST_TIMEOUT_MS = 2_000;
/** With the time-outs above, all tries together stay below 10 s, the time a function has. */
export const ATTEMPTS = 3;
/** Connections kept open: as many as one read may ask for partitions at once, and some for what runs beside it. */
export const CONNECTIONS_MAX = 64;

export interface ClientOptions {
  readonly region: string;
  /** Only where one process talks to two replicas that are not where AWS has them: the peer's, in the local world. */
  readonly endpoint?: string | undefined;
  readonly connectTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
  /** All tries of one call together, the first included. */
  readonly attempts?: number;
  /** False connects anew for each request: for probes, which are to find out whether that works and do not try again. */
  readonly keepAlive?: boolean;
}

/** What every SDK client of ours is made with. */
export function clientConfig(options: ClientOptions) {
  // A connection opened anew costs a handshake, and in an outage of names it is what fails first.
  const agent = { keepAlive: options.keepAlive ?? true, maxSockets: CONNECTIONS_MAX };
  return {
    region: options.region,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    maxAttempts: options.attempts ?? ATTEMPTS,
    retryMode: "standard",
    requestHandler: {
      connectionTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      requestTimeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      // Without this the SDK only writes a warning when the time is over, and waits on.
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  } as const;
}
