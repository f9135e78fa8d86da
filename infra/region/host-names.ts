/**
 * The names that this region answers to: the one that all regions share, its own, and that of its readiness. One certificate holds
 * the three. The record that proves the shared name is the global stack's, as it is the same for every region; the region proves its own.
 */
import type { RegionHosts } from "@tandem/resilience/routing-plan";
import type { HttpApi } from "./http-api.ts";

export interface HostNames {
  /** Nobody's but routing's to point at this region: its records are in `infra/region/routing.ts`. */
  readonly shared: aws.apigatewayv2.DomainName;
  /** Of the certificate of all three. */
  readonly certificateArn: $util.Output<string>;
}

export function createHostNames(settings: {
  readonly hosts: RegionHosts;
  readonly zoneId: string;
  readonly api: { readonly http: HttpApi; readonly stage: aws.apigatewayv2.Stage };
  readonly readiness: { readonly http: HttpApi; readonly stage: aws.apigatewayv2.Stage };
}): HostNames {
  const { hosts, zoneId, api, readiness } = settings;
  const certificateArn = createCertificate(hosts, zoneId);
  const shared = createName("SharedName", { host: hosts.shared, certificateArn, ...api });
  const own = createName("OwnName", { host: hosts.api, certificateArn, ...api });
  const ready = createName("ReadinessName", { host: hosts.readiness, certificateArn, ...readiness });
  for (const type of ["A", "AAAA"] as const) {
    createAlias(`OwnRecord${type}`, { name: hosts.api, type, zoneId, target: own });
    createAlias(`ReadinessRecord${type}`, { name: hosts.readiness, type, zoneId, target: ready });
  }
  return { shared, certificateArn };
}

/** The arn of the certificate once it is valid. */
function createCertificate(hosts: RegionHosts, zoneId: string): $util.Output<string> {
  const certificate = new aws.acm.Certificate("Certificate", {
    domainName: hosts.shared,
    subjectAlternativeNames: [hosts.api, hosts.readiness],
    validationMethod: "DNS",
  });
  const proofOf = (host: string) =>
    certificate.domainValidationOptions.apply((options) => {
      const option = options.find(({ domainName }) => domainName === host);
      if (option === undefined) throw new Error(`ACM does not say how to prove ${host}`);
      return option;
    });
  const written = (
    [
      ["OwnNameProof", hosts.api],
      ["ReadinessNameProof", hosts.readiness],
    ] as const
  ).map(([component, host]) => {
    const proof = proofOf(host);
    return new aws.route53.Record(component, {
      zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: PROOF_TTL_S,
    });
  });
  return new aws.acm.CertificateValidation(
    "CertificateValidation",
    {
      certificateArn: certificate.arn,
      validationRecordFqdns: [hosts.shared, hosts.api, hosts.readiness].map((host) => proofOf(host).resourceRecordName),
    },
    // A proof that cannot be written ends the deployment at once; without this it would first wait over an hour for ACM to see it.
    { dependsOn: written },
  ).certificateArn;
}

/** A proof does not change while its certificate lives, and is read by ACM alone. */
const PROOF_TTL_S = 300;

function createName(
  component: string,
  settings: {
    readonly host: string;
    readonly certificateArn: $util.Input<string>;
    readonly http: HttpApi;
    readonly stage: aws.apigatewayv2.Stage;
  },
) {
  const { host, certificateArn, http, stage } = settings;
  const name = new aws.apigatewayv2.DomainName(component, {
    domainName: host,
    domainNameConfiguration: {
      certificateArn,
      endpointType: "REGIONAL",
      securityPolicy: "TLS_1_2",
      // Its records say A and AAAA.
      ipAddressType: "dualstack",
    },
  });
  new aws.apigatewayv2.ApiMapping(`${component}Mapping`, {
    apiId: http.api.id,
    domainName: name.domainName,
    stage: stage.name,
  });
  return name;
}

function createAlias(
  component: string,
  settings: {
    readonly name: string;
    readonly type: "A" | "AAAA";
    readonly zoneId: string;
    readonly target: aws.apigatewayv2.DomainName;
  },
) {
  const { name, type, zoneId, target } = settings;
  return new aws.route53.Record(component, { zoneId, name, type, aliases: [aliasOf(target, false)] });
}

export function aliasOf(target: aws.apigatewayv2.DomainName, evaluateTargetHealth: boolean) {
  const { targetDomainName, hostedZoneId } = target.domainNameConfiguration;
  return { name: targetDomainName, zoneId: hostedZoneId, evaluateTargetHealth };
}
