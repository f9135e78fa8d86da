export { createHttpPayments, type HttpPaymentsOptions, PAYMENT_TIMEOUT_MS } from "./http-payments.ts";
