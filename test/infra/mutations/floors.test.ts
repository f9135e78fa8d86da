/** Mistakes on the pages from which the rest is made: the same in what is deployed and in what it is held to. */
import { arriving } from "../rules/arriving.ts";
import { bearing, carrying, rightly } from "../rules/floors.ts";
import { describeMutations } from "./mutation.ts";

const MANIFEST = "functions/manifest.ts";
const FLOWS = "packages/resilience/src/flows.ts";

describeMutations("what the manifest and the flows say", [
  {
    mistake: "orders that are refused after the third in a second",
    file: FLOWS,
    find: "rateLimit: 1_500, burstLimit: 750",
    replace: "rateLimit: 3, burstLimit: 3",
    breaks: carrying,
  },
  {
    mistake: "health checkers that are refused",
    file: FLOWS,
    find: "READINESS_THROTTLE: Throttle = { rateLimit: 500,",
    replace: "READINESS_THROTTLE: Throttle = { rateLimit: 5,",
    breaks: carrying,
  },
  {
    mistake: "a share of the account that leaves the api nothing",
    file: MANIFEST,
    find: "reserved: 5,",
    replace: "reserved: 900,",
    breaks: bearing,
  },
  {
    mistake: "a tick that is not over when the next is due",
    file: MANIFEST,
    find: "timeoutSeconds: 55,",
    replace: "timeoutSeconds: 90,",
    breaks: bearing,
  },
  {
    mistake: "facts of a peer that wake nobody",
    file: MANIFEST,
    find: '{ eventName: ["INSERT"], dynamodb: { NewImage: { wake: { S: ["changed"] } } } },',
    replace: "",
    breaks: rightly,
  },
  {
    mistake: "a table by other keys than its items",
    part: "global",
    file: MANIFEST,
    find: 'partitionKey: "pk"',
    replace: 'partitionKey: "id"',
    breaks: rightly,
  },
  {
    mistake: "items that end by an attribute that they do not have",
    part: "global",
    file: MANIFEST,
    find: 'ttlAttribute: "ttl"',
    replace: 'ttlAttribute: "expires"',
    breaks: rightly,
  },
  {
    mistake: "a record that is tried for ever",
    file: MANIFEST,
    find: "maximumRecordAgeInSeconds: 3_600",
    replace: "maximumRecordAgeInSeconds: -1",
    breaks: arriving,
  },
  {
    mistake: "messages that are given up at the first failure, as the manifest says",
    file: MANIFEST,
    find: "maxReceiveCount: 8",
    replace: "maxReceiveCount: 1",
    breaks: arriving,
  },
]);
