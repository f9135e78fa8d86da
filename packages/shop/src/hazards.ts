/**
 * The points of the shop where stopping would hurt, as data, each with what has just happened and what has not: the simulation stops
 * there and says which of them it has reached. A new point is added here first, and a test asks for it.
 */
export const SHOP_HAZARDS = {
  "place-order.before-commit":
    "the prices are known and the order is stamped; prices, stock and the order itself may change meanwhile",
  "place-order.after-commit": "the order stands, and the customer does not know: the same key comes again",
  "place-order.after-refusal":
    "the commit was refused, and what stands in its way is not read yet; it may be more by then",
  "place-order.before-next-round":
    "one shard held too little and the others were counted; what was counted there may be sold by now",
  "define-product.before-commit": "the edit is stamped above what was read; another may be made meanwhile",
  "define-product.after-commit": "the edit stands, and whoever made it does not know",
  "restock.before-commit": "what stands was read; stock may be sold, and the same key may arrive a second time",
  "restock.after-commit": "the stock is added, and the operator does not know: the same key comes again",
  "want.before-commit": "an order is short, and nobody is told yet that its pieces are wanted here",
  "give.before-commit": "it is decided what to give; the pieces may be sold, and another may be giving them as well",
  "give.after-commit": "the pieces have left their region and are in no other: until they arrive nobody can sell them",
  "take.before-commit": "a gift was seen; another may be taking it as well",
  "take.after-commit": "the gift is taken, and the giver does not know yet",
  "charge.before-charge": "the provider knew of no charge; another may ask for it now, and this will ask as well",
  "charge.after-charge": "the provider has taken the money or refused, and nobody here knows of it",
  "refund.before-refund": "the provider knew of no refund; another may ask for it now, and this will ask as well",
  "refund.after-refund": "the provider has given the money back, and nobody here knows of it",
  "cancel.before-commit": "the order could be cancelled; another may cancel it, or its charge may end meanwhile",
  "cancel.after-commit": "the order is cancelled, and the customer does not know: the same key comes again",
  "change-cart.before-commit": "the cart was read; it may be changed, bought or forgotten meanwhile",
  "change-cart.after-commit": "the cart is changed, and the customer does not know: the same key comes again",
  "check-out.before-order": "the cart was read, and prices and stock are not; it may be changed or bought meanwhile",
  "edit-profile.before-commit": "the profile was read, and fits what the customer had seen; it may be edited meanwhile",
  "edit-profile.after-commit": "the edit stands, and the customer does not know; who has lost by it is told",
  "forget.before-commit": "a customer's records were read; more may be said in them before they are void",
  "forget.after-commit": "the records are void here, no other region knows it, and the handles are still held",
  "claim.before-claim": "nobody had the handle; another may claim it at this moment",
  "claim.after-claim": "the world has decided, and the customer does not know: he asks again",
  "release.before-release": "the handles of who is forgotten were listed, and none is let go",
  "listing.before-commit": "the stock was counted; orders may take of it before the listing says how much there was",
} as const satisfies Readonly<Record<string, string>>;

export type ShopHazard = keyof typeof SHOP_HAZARDS;
