/**
 * The proof that the shared name is ours. Each region has its own certificate for that name, and ACM asks all of an account for the same
 * one record. If the regions' stacks owned it, the second would find it there, and removing one region would end the renewals of all;
 * so it stands here, where no region does. ACM tells the record only to who asks for a certificate, hence one that nothing uses.
 */
import type { GlobalScope } from "../scope.ts";
import type { Domain } from "../settings.ts";

export function createSharedNameProof({ environment }: GlobalScope, { name, zoneId }: Domain) {
  const certificate = new aws.acm.Certificate("SharedCertificate", { domainName: name, validationMethod: "DNS" });
  const proof = certificate.domainValidationOptions[0];
  const record = new aws.route53.Record(
    "SharedNameProof",
    {
      zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: PROOF_TTL_S,
    },
    { protect: environment.protects, retainOnDelete: environment.protects },
  );
  // Waits until ACM has seen the record: from then on a region's certificate is valid within minutes of being asked for.
  new aws.acm.CertificateValidation("SharedCertificateValidation", {
    certificateArn: certificate.arn,
    validationRecordFqdns: [record.fqdn],
  });
}

/** It never changes, and is read by ACM alone. */
const PROOF_TTL_S = 300;
