/** What those who work here do to the shop itself, by the names of the shop's facts; moves of units are the streams' doing. */
export const shopActs = [
  ...(['product_created', 'product_changed', 'warehouse_adjusted', 'producer_added'] as const),
  ...(['shop_described', 'stream_defaults_set', 'producer_described', 'ship_days_set'] as const),
  ...(['lineup_saved', 'lineup_deleted', 'producer_share_set'] as const),
  ...(['buyer_limited', 'buyer_limit_lifted', 'chat_banned', 'chat_ban_lifted'] as const),
  ...(['chat_identities_confirmed', 'chat_words_set'] as const),
  ...(['payout_made', 'settlement_adjusted', 'bank_booked', 'settlement_terms_set'] as const),
] as const;
export type ShopAct = (typeof shopActs)[number];
