/** Whether customers can come in at all: readiness, the certificate, and refusals of those who are too many. */
import { FLOWS } from "@tandem/resilience/flows";
import { ofApi, ofCertificate, ofRefusals, ofRoute, type Watched } from "../measures.ts";
import { FIVE_MINUTES_S, type MetricAlarm, MINUTE_S, SILENCE_IS_GOOD, SILENCE_RINGS } from "./alarm.ts";

/** Only a stage with a domain has health checkers that ask all the time, and a certificate. */
export function wayIn(watched: Watched): readonly MetricAlarm[] {
  const { domain } = watched.scope.environment;
  return [
    ...(domain === undefined ? [] : [notReady(watched)]),
    ...(watched.certificateArn === undefined ? [] : [certificate(watched.certificateArn)]),
    refusals(watched),
  ];
}

/**
 * Route 53's own verdict is a metric in us-east-1 only, which must not be asked how another region is. The answers that its checkers get
 * are counted here: a region that is not ready says 503, and one that they cannot reach has nothing to count.
 */
function notReady({ readinessApiId }: Watched): MetricAlarm {
  const answers = (name: "4xx" | "5xx" | "Count") => ofRoute(readinessApiId, "GET /readyz", { name, stat: "Sum" });
  return {
    name: "not-ready",
    severity: "page",
    owner: "platform",
    notices: "DNS leads customers to another region, which is slower for them and has to carry everything.",
    lookAt: "what /readyz of this region says is failing",
    runbook: "region-not-ready.md",
    condition: {
      of: { asked: answers("Count"), failed: answers("5xx"), refused: answers("4xx") },
      formula: "IF(FILL(asked, 0) > 0, (FILL(asked, 0) - FILL(failed, 0) - FILL(refused, 0)) / FILL(asked, 0), 0)",
      label: "share of health checkers' requests that were answered: ready",
      rings: "below",
      // Route 53 itself gives up below 18 %; half is bad enough to look.
      threshold: 0.5,
      periodS: MINUTE_S,
      periods: 3,
      missing: SILENCE_RINGS,
    },
  };
}

const DAY_S = 24 * 60 * MINUTE_S;
/** ACM renews 45 days before the end (of 198, since 2026; they are to become fewer in 2027): two weeks later it has evidently failed, and a month is left. */
const DAYS_LEFT_MIN = 30;

function certificate(certificateArn: $util.Input<string>): MetricAlarm {
  return {
    name: "certificate-expires",
    severity: "ticket",
    owner: "platform",
    notices: `Nothing yet; in less than ${DAYS_LEFT_MIN} days every request fails for a certificate that has run out.`,
    lookAt: "whether the certificate's proofs still stand in DNS",
    runbook: "certificate.md",
    condition: {
      of: { days: ofCertificate(certificateArn) },
      label: "days left",
      rings: "below",
      threshold: DAYS_LEFT_MIN,
      periodS: DAY_S,
      periods: 1,
      missing: {
        treatedAs: "ignore",
        because:
          "a new certificate is first measured after half a day, and one that has run out never again: what rang goes on ringing",
      },
    },
  };
}

/** A rush that is cut is what throttles are for; one request in a hundred, and a hundred of them, is worth a look in the morning. */
const REFUSED_MIN = 100;
const REFUSED_SHARE = 0.01;

function refusals(watched: Watched): MetricAlarm {
  return {
    name: "requests-refused",
    severity: "ticket",
    owner: "platform",
    notices: `Some customers are told to come back later (429); a journey of tier ${Math.max(...FLOWS.map(({ tier }) => tier))} first.`,
    lookAt: "which routes and which addresses, in the access log",
    runbook: "requests-refused.md",
    condition: {
      of: { refused: ofRefusals(watched), asked: ofApi(watched.apiId, "Count", "Sum") },
      formula: `IF(FILL(refused, 0) >= ${REFUSED_MIN}, FILL(refused, 0) / FILL(asked, 0), 0)`,
      label: "share of refused requests",
      rings: "above",
      threshold: REFUSED_SHARE,
      periodS: FIVE_MINUTES_S,
      periods: 3,
      missing: SILENCE_IS_GOOD,
    },
  };
}
