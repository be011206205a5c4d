/** A table for the screen; a longer one is for the command line. */
export const MAX_IMPORT_BYTES = 1_024 * 1_024;
export const MAX_IMPORT_ROWS = 2_000;
