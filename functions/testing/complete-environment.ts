/** A right value for every variable, so that a test can give a function exactly what it is told, or all but one thing. */
import { type EnvironmentName, FUNCTIONS, type FunctionName } from "../manifest.ts";

const EVERYTHING: Readonly<Record<EnvironmentName, string>> = {
  TANDEM_API_FUNCTION: "tandem-production-api",
  TANDEM_AUTH_KEYS: '{"keys":[{"kty":"EC","crv":"P-256","x":"x","y":"y","kid":"1","alg":"ES256"}]}',
  TANDEM_CLAIMS_TABLE: "tandem-production-claims",
  TANDEM_GLOBAL_HOST: "shop.example.com",
  TANDEM_OWN_URL: "https://us-east-1.shop.example.com/",
  TANDEM_PAYMENTS_URL: "https://payments.example.com",
  TANDEM_PEERS: '{"us-west-2":"https://us-west-2.shop.example.com"}',
  TANDEM_PEER_TABLES: '{"us-west-2":"http://127.0.0.1:4102"}',
  TANDEM_QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/work",
  TANDEM_REGION_KEYS: '[{"id":"1","secret":"what only the regions of one environment know"}]',
  TANDEM_REGIONS: "us-east-1,us-west-2",
  TANDEM_SPEED: "1",
  TANDEM_TABLE: "tandem-production-1",
};

/** What Lambda and the manifest together give the function `name`. */
export function completeEnvironment(name: FunctionName): Readonly<Record<string, string>> {
  const given = FUNCTIONS[name].environment.map((variable) => [variable, EVERYTHING[variable]]);
  return { AWS_REGION: "us-east-1", ...Object.fromEntries(given) };
}
