/** So long before and after its start a flash keeps the taps on it for their draw (F7), in ms. */
export const DRAW_MS = 300;
