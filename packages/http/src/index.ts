export { createApp } from "./app.ts";
export type { AppEnv, AppOptions, Caller, Log, LogLine, Role } from "./app-env.ts";
export { BODY_BYTES_MAX } from "./require-json.ts";
export { createTokenVerifier, type TokenVerifier } from "./token.ts";
