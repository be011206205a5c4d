// Without schemas: the page reads these as well.

/** What the shop's numbers stand by. */
export const shopBys = ['week', 'stream', 'product', 'producer', 'channel', 'weekday'] as const;

/** Days that one question takes, and the first that it may begin with: years before are slips of a keyboard. */
export const MAX_SHOP_DAYS = 400;
export const FIRST_SHOP_DAY = '2000-01-01';
/** Streams, products or producers that are told, those with most GMV paid. */
export const MAX_SHOP_ROWS = 500;
