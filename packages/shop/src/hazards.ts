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
  "listing.before-commit": "the stock was counted; orders may take of it before the listing says how much there was",
} as const satisfies Readonly<Record<string, string>>;

export type ShopHazard = keyof typeof SHOP_HAZARDS;
