import { producerOf } from './accounts.ts';

/** Which units a posting is about: a line of an order, as far as one delivery brought it. */
export interface PayableRef {
  streamId: string;
  orderId: string;
  lineIndex: number;
  /** The place in the stream's log of the fact that said "delivered". */
  deliverySeq: number;
}

/** One side of a booking. Minor units; a debit is positive, a credit negative. */
export interface Posting {
  account: string;
  amountMinor: number;
  /** Goods value that a producer's share belongs to, with the sign of what is owed: the fee is the rest of it. */
  baseMinor?: number;
  orderId?: string;
  lineIndex?: number;
  deliverySeq?: number;
  note?: string;
}

/** A posting as the ledger keeps it, named by its fact's place and its own among the fact's postings. */
export interface LedgerEntry {
  streamId: string;
  seq: number;
  entryIndex: number;
  atMs: number;
  account: string;
  currency: string;
  amountMinor: number;
  /** The type of the fact. */
  what: string;
  producerId: string | null;
  orderId: string | null;
  lineIndex: number | null;
  deliverySeq: number | null;
  baseMinor: number | null;
  note: string | null;
}

/**
 * The entries of one fact, those of nothing left out.
 * @throws if its two sides differ: that is a fault of a rule, and nothing of it may be written
 */
export function entriesOf(
  postings: readonly Posting[],
  fact: { streamId: string; currency: string; what: string; seq: number; atMs: number },
): LedgerEntry[] {
  const sum = postings.reduce((total, { amountMinor }) => total + amountMinor, 0);
  if (sum !== 0 || !postings.every(({ amountMinor }) => Number.isSafeInteger(amountMinor))) {
    throw new Error(`The postings of ${fact.what} ${fact.seq} of ${fact.streamId} are off by ${sum}.`);
  }
  return postings
    .filter(({ amountMinor, baseMinor = 0 }) => amountMinor !== 0 || baseMinor !== 0)
    .map(({ account, amountMinor, baseMinor, orderId, lineIndex, deliverySeq, note }, entryIndex) => ({
      streamId: fact.streamId,
      seq: fact.seq,
      entryIndex,
      atMs: fact.atMs,
      account,
      currency: fact.currency,
      amountMinor,
      what: fact.what,
      producerId: producerOf(account),
      orderId: orderId ?? null,
      lineIndex: lineIndex ?? null,
      deliverySeq: deliverySeq ?? null,
      baseMinor: baseMinor ?? null,
      note: note ?? null,
    }));
}
