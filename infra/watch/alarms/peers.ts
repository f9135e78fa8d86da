/**
 * What this region sees of the others. Each region watches every other one, since a region that is gone rings no alarm of its own; and both
 * ends of replication are looked at, since its delay is measured where it begins and felt where it ends.
 */
import { ofPeer, ofRegion, ofReplication, type Watched } from "../measures.ts";
import { FIVE_MINUTES_S, type MetricAlarm, MINUTE_S, SILENCE_IS_GOOD, SILENCE_RINGS } from "./alarm.ts";

/** Replication takes a second or so, and a beat is written and read once a minute: five minutes are several missed. */
const BEAT_AGE_S_MAX = 5 * MINUTE_S;
/** Sixty times the usual; on average over a quarter of an hour. */
const REPLICATION_MS_MAX = 60_000;
/** In an hour. Each is settled by itself; so many mean that customers are led to and fro, or that regions do not hear each other. */
const CONFLICTS_MAX = 10;

export function peers(watched: Watched): readonly MetricAlarm[] {
  const { environment, peers: all } = watched.scope;
  // A peer that is not attached is not expected to be there yet: the first region is deployed before the second.
  const expected = all.filter((peer) => environment.domain === undefined || environment.domain.attached.includes(peer));
  return [
    ...all.map((peer) => replication(watched, peer)),
    ...expected.map((peer) => beat(watched, peer)),
    // Without a domain nobody knows where a peer answers.
    ...(environment.domain === undefined ? [] : expected.map((peer) => silent(watched, peer))),
    conflicts(watched),
  ];
}

function replication(watched: Watched, peer: string): MetricAlarm {
  return {
    name: `replication-slow-to-${peer}`,
    severity: "page",
    owner: "platform",
    notices: `A customer who moves to ${peer} does not find the latest orders; if this region were lost now, they would wait for its return.`,
    lookAt: `whether beats of this region arrive in ${peer}, and AWS's health page for DynamoDB in both`,
    runbook: "regions-disagree.md",
    condition: {
      of: { delay: ofReplication(watched, peer) },
      label: `ms until a write of this region is in ${peer}`,
      rings: "above",
      threshold: REPLICATION_MS_MAX,
      periodS: FIVE_MINUTES_S,
      periods: 3,
      missing: {
        treatedAs: "breaching",
        because:
          "tick writes every minute, so there is always something to replicate, and no number means that nothing arrives",
      },
    },
  };
}

function beat(watched: Watched, peer: string): MetricAlarm {
  return {
    name: `no-beat-from-${peer}`,
    severity: "page",
    owner: "platform",
    notices: `What was ordered in ${peer} is not seen here; ${peer} may be down altogether.`,
    lookAt: `whether ${peer} answers, and whether tick-missing rings there or here`,
    runbook: "regions-disagree.md",
    condition: {
      of: { age: ofPeer(watched, peer, { name: "BeatAgeSeconds", stat: "Maximum" }) },
      label: `seconds since ${peer} wrote the last beat that is seen here`,
      rings: "above",
      threshold: BEAT_AGE_S_MAX,
      periodS: MINUTE_S,
      periods: 5,
      missing: SILENCE_RINGS,
    },
  };
}

function silent(watched: Watched, peer: string): MetricAlarm {
  return {
    name: `no-answer-from-${peer}`,
    severity: "page",
    owner: "platform",
    notices: `Customers near ${peer} see errors until DNS leads them here, a minute or two later.`,
    lookAt: `what /readyz of ${peer} says, and the dashboard of ${peer}`,
    runbook: "peer-does-not-answer.md",
    condition: {
      of: { answers: ofPeer(watched, peer, { name: "PeerAnswers", stat: "Sum" }) },
      formula: "FILL(answers, 0)",
      label: `answers of ${peer} to a customer's request in a minute`,
      rings: "below",
      threshold: 1,
      periodS: MINUTE_S,
      periods: 5,
      missing: SILENCE_RINGS,
    },
  };
}

function conflicts(watched: Watched): MetricAlarm {
  return {
    name: "conflicts",
    severity: "ticket",
    owner: "shop",
    notices: "Hardly anything: the same order was taken on in two regions, and one of the two is given back.",
    lookAt: "whether customers change regions often, and the delay of replication at that time",
    runbook: "regions-disagree.md",
    condition: {
      of: { settled: ofRegion(watched, "Conflicts", "Sum") },
      label: "conflicts settled in an hour",
      rings: "above",
      threshold: CONFLICTS_MAX,
      periodS: 60 * MINUTE_S,
      periods: 1,
      missing: SILENCE_IS_GOOD,
    },
  };
}
