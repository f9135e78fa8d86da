/** What it takes to make, change and remove an environment's host names: certificates, records, health checks. None without a domain. */
import { inEachRegion, type Reach, taggedOurs, taggingOurs } from "./reach.ts";
import { actionsOf, type Statement } from "./statement.ts";

export function nameStatements(reach: Reach): readonly Statement[] {
  const { domain } = reach;
  if (domain === undefined) return [];
  const zone = `arn:aws:route53:::hostedzone/${domain.zoneId}`;
  const hosts = [domain.name, `*.${domain.name}`];
  const certificates = inEachRegion(reach, "acm", "certificate/*");
  return [
    // A zone may hold more than this product: only the shared name and what is below it, the proofs of certificates among it.
    {
      sid: "Records",
      actions: ["route53:ChangeResourceRecordSets"],
      resources: [zone],
      conditions: { "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": hosts } },
    },
    {
      sid: "ReadZone",
      actions: actionsOf("route53", "GetHostedZone ListResourceRecordSets ListTagsForResource"),
      resources: [zone],
    },
    // Whether a change of a record has arrived everywhere. A change has no owner and holds nothing.
    { sid: "WaitForRecords", actions: ["route53:GetChange"], resources: ["arn:aws:route53:::change/*"] },
    // Route 53 makes up a check's name, and asks for no tag: every check of the account is within reach.
    { sid: "NewChecks", actions: actionsOf("route53", "CreateHealthCheck ListHealthChecks"), resources: ["*"] },
    {
      sid: "Checks",
      actions: actionsOf(
        "route53",
        "DeleteHealthCheck GetHealthCheck GetHealthCheckStatus UpdateHealthCheck",
        "ChangeTagsForResource ListTagsForResource ListTagsForResources",
      ),
      resources: ["arn:aws:route53:::healthcheck/*"],
    },
    {
      sid: "NewCertificates",
      actions: ["acm:RequestCertificate"],
      resources: ["*"],
      conditions: {
        "ForAllValues:StringLike": { "acm:DomainNames": hosts },
        StringEquals: { "acm:ValidationMethod": "DNS" },
      },
    },
    {
      sid: "TagCertificates",
      actions: ["acm:AddTagsToCertificate"],
      resources: certificates,
      conditions: taggingOurs(reach),
    },
    {
      sid: "Certificates",
      actions: actionsOf(
        "acm",
        "DeleteCertificate DescribeCertificate ListTagsForCertificate RemoveTagsFromCertificate",
      ),
      resources: certificates,
      conditions: taggedOurs(reach),
    },
  ];
}
