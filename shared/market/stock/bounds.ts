/** Apart from their schemas, so that a page that reads a bound loads no schemas with it. */

/** Units that viewers are told one by one; beyond it they read "more than" this (K2). */
export const MAX_TOLD_UNITS = 20;
/** What travels to viewers for any number of units beyond it. */
export const MORE_THAN_TOLD = MAX_TOLD_UNITS + 1;
