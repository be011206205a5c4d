/** How long after an arrival its receipt is good, unless a stream says otherwise (F5). */
export const RECEIPT_MS = 30_000;

/** True while a receipt is worth sending along: it begins with the arrival that it proves, epoch ms of the server. */
export function isFresh(receipt: string | undefined, nowMs: number): boolean {
  return receipt !== undefined && nowMs < Number.parseInt(receipt, 10) + RECEIPT_MS;
}
