/** Every promise there is, those that explain the most first. A new one is a file beside this and a line here. */
import type { Invariant } from "../invariant.ts";
import { acknowledgedCancelsStand } from "./acknowledged-cancels-stand.ts";
import { acknowledgedOrdersStand } from "./acknowledged-orders-stand.ts";
import { acknowledgedProductsStand } from "./acknowledged-products-stand.ts";
import { acknowledgedRestocksStand } from "./acknowledged-restocks-stand.ts";
import { beatsAreFresh } from "./beats-are-fresh.ts";
import { chargedOnce } from "./charged-once.ts";
import { editsLeaveOtherFields } from "./edits-leave-other-fields.ts";
import { escrowBalances } from "./escrow-balances.ts";
import { factsDoNotChange } from "./facts-do-not-change.ts";
import { healedRegionsAnswer } from "./healed-regions-answer.ts";
import { listingsAgree } from "./listings-agree.ts";
import { listsHoldEachOrderOnce } from "./lists-hold-each-order-once.ts";
import { noPieceConjured } from "./no-piece-conjured.ts";
import { noPieceEvaporates } from "./no-piece-evaporates.ts";
import { noPieceSoldTwice } from "./no-piece-sold-twice.ts";
import { noRefusalInVain } from "./no-refusal-in-vain.ts";
import { nothingBreaks } from "./nothing-breaks.ts";
import { obligationsAreMet } from "./obligations-are-met.ts";
import { oneKeyOneOrder } from "./one-key-one-order.ts";
import { oneWriterAKey } from "./one-writer-a-key.ts";
import { ordersEnd } from "./orders-end.ts";
import { ordersGoForward } from "./orders-go-forward.ts";
import { paidShowsWhatWasTaken } from "./paid-shows-what-was-taken.ts";
import { pricesWereInForce } from "./prices-were-in-force.ts";
import { refundedWhereDue } from "./refunded-where-due.ts";
import { refusalsStand } from "./refusals-stand.ts";
import { refusalsTellTheTruth } from "./refusals-tell-the-truth.ts";
import { regionsAgree } from "./regions-agree.ts";
import { regionsShowTheSame } from "./regions-show-the-same.ts";
import { resultsAreReceipts } from "./results-are-receipts.ts";
import { retriesFindTheirOrder } from "./retries-find-their-order.ts";
import { stampsAreNotAhead } from "./stamps-are-not-ahead.ts";
import { wantsAreMet } from "./wants-are-met.ts";

export const INVARIANTS: readonly Invariant[] = [
  nothingBreaks,
  oneWriterAKey,
  factsDoNotChange,
  stampsAreNotAhead,
  acknowledgedOrdersStand,
  acknowledgedRestocksStand,
  acknowledgedProductsStand,
  editsLeaveOtherFields,
  acknowledgedCancelsStand,
  refusalsStand,
  retriesFindTheirOrder,
  refusalsTellTheTruth,
  noRefusalInVain,
  oneKeyOneOrder,
  pricesWereInForce,
  ordersGoForward,
  noPieceSoldTwice,
  escrowBalances,
  noPieceEvaporates,
  noPieceConjured,
  chargedOnce,
  paidShowsWhatWasTaken,
  resultsAreReceipts,
  refundedWhereDue,
  ordersEnd,
  listsHoldEachOrderOnce,
  regionsAgree,
  regionsShowTheSame,
  listingsAgree,
  obligationsAreMet,
  wantsAreMet,
  beatsAreFresh,
  healedRegionsAnswer,
];
