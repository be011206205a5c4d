/**
 * Bound of a frame in bytes; above it the connection is closed with 1009. The largest order, 50 lines, is a third of
 * it.
 */
export const MAX_FRAME_BYTES = 16 * 1_024;
