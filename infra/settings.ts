/** What can be said about an environment at `infra/stage.ts`, where each line is explained; `infra/environment.ts` says what is refused. */

export interface EnvironmentSettings {
  readonly regions: readonly string[];
  readonly globalRegion: string;
  readonly witness?: string;
  readonly generation: number;
  readonly domain?: Domain;
  readonly alertAddress?: string;
  readonly paymentsUrl: string;
  readonly tokenKeys: readonly PublicKey[];
  readonly protects: boolean;
  readonly watches: boolean;
  readonly reservesConcurrency: boolean;
  readonly logDays: number;
  readonly bakeMinutes: number;
  readonly delivery?: Delivery;
}

/** What of GitHub's workflows this environment's global stack makes. */
export interface Delivery {
  /** GitHub as one who can say who somebody is: an AWS account knows it once, so true in one of its environments at most. */
  readonly createsProvider: boolean;
  /** The role that deploys previews to this account. */
  readonly deploysPreviews: boolean;
}

export interface Domain {
  /** The host name that all regions share. */
  readonly name: string;
  /** The public Route 53 zone it is in. */
  readonly zoneId: string;
  readonly attached: readonly string[];
}

/** An EC public key as JSON (RFC 7517); `kid` tells two from each other. */
export interface PublicKey {
  readonly kid: string;
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  readonly alg?: "ES256";
}
