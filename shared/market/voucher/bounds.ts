/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most vouchers that a stream makes in its life. */
export const MAX_VOUCHERS = 100;
/** The longest that a voucher or a bundle holds, in days. */
export const MAX_VOUCHER_DAYS = 31;
/** The most orders that may claim a voucher. */
export const MAX_VOUCHER_ORDERS = 1_000_000;
/** The most items that one voucher may name. */
export const MAX_VOUCHER_ITEMS = 50;
/** The most characters of the name that a host gives a voucher. */
export const MAX_VOUCHER_NAME = 40;
/** The most vouchers that an order may name by hand: one of each producer, one of the shop, one for shipping. */
export const MAX_ORDER_VOUCHERS = 20;
