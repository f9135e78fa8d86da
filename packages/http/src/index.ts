export { createApp } from "./app.ts";
export type { AppEnv, AppOptions, Log, LogLine } from "./app-env.ts";
export type { Caller, Role } from "./caller.ts";
export { createCopyKeeper, type PeerApi } from "./copy-keeper.ts";
export { createKeyRing, type KeyRing, type RegionKey } from "./key-ring.ts";
export { BODY_BYTES_MAX } from "./require-json.ts";
export { createTokenVerifier, type TokenVerifier } from "./token.ts";
