/** What is tried, each in a bucket of its own: by account, by link, by buyer, by order, by phone, by network, by network address, by stream. */
export type Counted =
  | 'signInOfAccount'
  | 'signInOfAddress'
  | 'signInLinkOfAddress'
  | 'signInLinkAgain'
  | 'contactOfBuyer'
  | 'contactOfAddress'
  | 'deviceCodeOfBuyer'
  | 'deviceCodeOfAddress'
  | 'mergeOfBuyer'
  | 'mergeOfAddress'
  | 'wrongCodeOfBuyer'
  | 'wrongCodeOfAddress'
  | 'wrongCodeOfStream'
  | 'findOfOrder'
  | 'findOfPhone'
  | 'findOfNetwork'
  | 'findOfBuyer'
  | 'lookUpOfPerson'
  | 'contactPassOfBuyer'
  | 'deviceCodePassOfBuyer'
  | 'mergePassOfBuyer'
  | 'mergePassOfAddress'
  | 'wrongCodePassOfBuyer'
  | 'wrongCodePassOfAddress'
  | 'chatLinesOfBuyer'
  | 'chatLinesOfBuyerWhenMany'
  | 'chatLinesOfBuyerWhenCrowded'
  | 'chatLinesOfAddress'
  | 'chatLinesOfStream';

/** How many of each kind in a time; a count of 0: the kind has no limit. */
export type AttemptSizes = Readonly<Record<Counted, { count: number; inMs: number }>>;

/**
 * How often something may be tried: guesses, and what costs a row. All servers count together. Where the counts are kept
 * may be away; then each node counts its own, and nobody is refused or kept waiting for that.
 * @param who whom a bucket belongs to; of a network address its key (`addressKey`)
 */
export interface AttemptLimiter {
  /** Counts one. @returns 0, or how long to wait in ms */
  count(what: Counted, who: string): Promise<number>;
  /** The same, and whether it is the first in its span. */
  take(what: Counted, who: string): Promise<{ waitMs: number; isFirst: boolean }>;
  /** One that was counted does not count after all. */
  uncount(what: Counted, who: string): Promise<void>;
  /**
   * Counts nothing. @returns 0 while one more may come, or how long to wait in ms
   * @param kept so many are not for whoever asks; absent: none
   */
  waitMs(what: Counted, who: string, kept?: number): Promise<number>;
  /** A count begins anew. */
  forget(what: Counted, who: string): Promise<void>;
}
