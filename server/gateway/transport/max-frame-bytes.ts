/** A frame above this closes its connection with 1009; the largest order of 50 lines is a third of it. */
export const MAX_FRAME_BYTES = 16 * 1_024;
