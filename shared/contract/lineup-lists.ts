/** Lineups that are kept at once, of the shop and all hosts. Without schemas, because pages read it. */
export const MAX_SAVED_LINEUPS = 100;
/** Of one host, and of the shop. */
export const MAX_LINEUPS_OF_ONE = 20;
export const MAX_LINEUP_NAME = 60;
