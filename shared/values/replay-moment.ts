/** The picture of a product begins so much later at most than its pin: the pieces' own times differ a little. */
const INTO_PIN_MS = 1_000;

/** The moment of a stream at which a pinned product is to be seen, epoch ms. */
export function momentOfPin({ fromMs, toMs }: { fromMs: number; toMs: number }): number {
  return Math.min(fromMs + INTO_PIN_MS, toMs - 1);
}
