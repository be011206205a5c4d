/** A reference of the shop, with the number of its stream (O7). Apart from its schema, so that a page that reads it loads none. */
export const SHOP_REFERENCE = /^[1-9]\d{0,6}-[1-9]\d{0,8}$/;
