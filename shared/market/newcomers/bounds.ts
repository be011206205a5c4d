/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** The most units of an order, and the most orders, that a bound of a stream can name (H3, H6). */
export const MAX_BOUND_COUNT = 999;
/** The longest window that such a bound can name, in minutes: a day. */
export const MAX_BOUND_MINUTES = 1_440;
/** A newcomer's cash orders that are not delivered yet, in one stream: a village sends one or two (H8). */
export const NEWCOMER_CASH_ORDERS = 2;
/** The units of these orders together: as many as anybody may hold (H3). */
export const NEWCOMER_CASH_UNITS = 20;
/** So many such orders of one network within a minute alarm: a village that is told of a stream comes over several (H8). */
export const ALARM_NETWORK_ORDERS = 20;
/** Half of an item within so many minutes alarms (H8). */
export const ALARM_ITEM_MINUTES = 5;
/** The most cash orders that one release gives back; sent again it goes on where it stood (H8). */
export const MAX_RELEASED_AT_ONCE = 500;
/** The open orders that a refusal names: more than a screen shows. */
export const MAX_OPEN_ORDERS = 10;
