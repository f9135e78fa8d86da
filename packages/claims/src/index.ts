export {
  CLAIM_BYTES_MAX,
  type Claim,
  type ClaimAnswer,
  type Claims,
  type HeldNames,
  type Holding,
  NAMES_OF_LIMIT_MAX,
  type Release,
  type Undecided,
} from "./claims.ts";
export { createMemoryClaims, type MemoryClaimsOptions } from "./memory-claims.ts";
