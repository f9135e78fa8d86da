/** Every promise there is, those that explain the most first. A new one is a file beside this and a line here. */
import type { Invariant } from "../invariant.ts";
import { acknowledgedAddsStand } from "./acknowledged-adds-stand.ts";
import { acknowledgedCancelsStand } from "./acknowledged-cancels-stand.ts";
import { acknowledgedEditsStand } from "./acknowledged-edits-stand.ts";
import { acknowledgedOrdersStand } from "./acknowledged-orders-stand.ts";
import { acknowledgedProductsStand } from "./acknowledged-products-stand.ts";
import { acknowledgedRemovalsStand } from "./acknowledged-removals-stand.ts";
import { acknowledgedRestocksStand } from "./acknowledged-restocks-stand.ts";
import { beatsAreFresh } from "./beats-are-fresh.ts";
import { cartsCountOnce } from "./carts-count-once.ts";
import { cartsLoseWhatWasSeen } from "./carts-lose-what-was-seen.ts";
import { chargedOnce } from "./charged-once.ts";
import { checkoutsBuyTheCart } from "./checkouts-buy-the-cart.ts";
import { durableOrdersAreHeld } from "./durable-orders-are-held.ts";
import { editsLeaveOtherFields } from "./edits-leave-other-fields.ts";
import { editsSayWhatTheySaw } from "./edits-say-what-they-saw.ts";
import { escrowBalances } from "./escrow-balances.ts";
import { factsDoNotChange } from "./facts-do-not-change.ts";
import { forgottenIsGone } from "./forgotten-is-gone.ts";
import { guardsHold } from "./guards-hold.ts";
import { handlesGoWithTheirOwner } from "./handles-go-with-their-owner.ts";
import { handlesHaveOneOwner } from "./handles-have-one-owner.ts";
import { healedRegionsAnswer } from "./healed-regions-answer.ts";
import { healedRegionsWrite } from "./healed-regions-write.ts";
import { listingsAgree } from "./listings-agree.ts";
import { listsHoldEachOrderOnce } from "./lists-hold-each-order-once.ts";
import { losersAreTold } from "./losers-are-told.ts";
import { noPieceConjured } from "./no-piece-conjured.ts";
import { noPieceEvaporates } from "./no-piece-evaporates.ts";
import { noPieceSoldTwice } from "./no-piece-sold-twice.ts";
import { noRefusalInVain } from "./no-refusal-in-vain.ts";
import { nothingBreaks } from "./nothing-breaks.ts";
import { obligationsAreMet } from "./obligations-are-met.ts";
import { oneKeyOneOrder } from "./one-key-one-order.ts";
import { oneWriterAKey } from "./one-writer-a-key.ts";
import { ordersArePrivate } from "./orders-are-private.ts";
import { ordersEnd } from "./orders-end.ts";
import { ordersEndInTime } from "./orders-end-in-time.ts";
import { ordersGoForward } from "./orders-go-forward.ts";
import { paidShowsWhatWasTaken } from "./paid-shows-what-was-taken.ts";
import { pricesWereInForce } from "./prices-were-in-force.ts";
import { privateStaysPrivate } from "./private-stays-private.ts";
import { refundedWhereDue } from "./refunded-where-due.ts";
import { refusalsStand } from "./refusals-stand.ts";
import { refusalsTellTheTruth } from "./refusals-tell-the-truth.ts";
import { regionsAgree } from "./regions-agree.ts";
import { regionsShowTheSame } from "./regions-show-the-same.ts";
import { resultsAreReceipts } from "./results-are-receipts.ts";
import { retriesFindTheirOrder } from "./retries-find-their-order.ts";
import { sessionsNeverGoBack } from "./sessions-never-go-back.ts";
import { stampsAreNotAhead } from "./stamps-are-not-ahead.ts";
import { successionsAreNotTold } from "./successions-are-not-told.ts";
import { wantsAreMet } from "./wants-are-met.ts";

export const INVARIANTS: readonly Invariant[] = [
  nothingBreaks,
  ordersArePrivate,
  oneWriterAKey,
  factsDoNotChange,
  stampsAreNotAhead,
  acknowledgedOrdersStand,
  acknowledgedRestocksStand,
  acknowledgedProductsStand,
  editsLeaveOtherFields,
  acknowledgedCancelsStand,
  acknowledgedAddsStand,
  acknowledgedRemovalsStand,
  cartsCountOnce,
  cartsLoseWhatWasSeen,
  checkoutsBuyTheCart,
  acknowledgedEditsStand,
  guardsHold,
  handlesHaveOneOwner,
  handlesGoWithTheirOwner,
  privateStaysPrivate,
  forgottenIsGone,
  refusalsStand,
  retriesFindTheirOrder,
  refusalsTellTheTruth,
  noRefusalInVain,
  oneKeyOneOrder,
  pricesWereInForce,
  ordersGoForward,
  sessionsNeverGoBack,
  durableOrdersAreHeld,
  noPieceSoldTwice,
  escrowBalances,
  noPieceEvaporates,
  noPieceConjured,
  chargedOnce,
  paidShowsWhatWasTaken,
  resultsAreReceipts,
  refundedWhereDue,
  ordersEnd,
  ordersEndInTime,
  listsHoldEachOrderOnce,
  regionsAgree,
  regionsShowTheSame,
  listingsAgree,
  losersAreTold,
  successionsAreNotTold,
  editsSayWhatTheySaw,
  obligationsAreMet,
  wantsAreMet,
  beatsAreFresh,
  healedRegionsAnswer,
  healedRegionsWrite,
];
