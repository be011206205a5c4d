/**
 * The bugs that every quick run plants, by id: one for each family of rules, in every area of the list. The rest are
 * planted when what they are about has changed, and all of them before a release.
 */
export const sentinels: readonly string[] = [
  // The way of a command from the queue to its answer: O3, C06, C12, C27, INV19.
  'ack-before-commit',
  'unknown-taken-as-failed',
  'order-lost-in-conflict',
  'poison-blames-all',
  'unchained',
  // Keys, answers and what is told to whom: I1, I2, I3, A3, C37.
  'key-without-buyer',
  'refusal-for-ever',
  'key-in-progress-unknown',
  'phone-in-the-log',
  'consumer-forgets-order',
  // Several nodes: C21, INV13, C14, C24.
  'trusts-the-bus',
  'catch-up-publishes-nothing',
  'owner-hint-taken-as-truth',
  'log-diverged-unnoticed',
  // A crowd: LD4, LD5.
  'pause-not-of-the-line',
  'standing-queue-let-in',
  // Stores: T4, C04.
  'no-compare-and-set-in-memory',
  'half-a-batch-in-file',
  // Screens: INV14, C09, X59, K3.
  'frame-applied-twice',
  'new-key-for-a-retry',
  'delta-to-other-history',
  'heartbeat-while-the-store-is-gone',
  // Prices: F5, F3, O2.
  'quote-without-grace-end',
  'quota-not-taken',
  'total-not-compared',
  // Stock, carts and waiting lines: K4, O1, H5, T6, K1, B2.
  'refusal-decrements',
  'partial-cart',
  'last-come-first-served',
  'deadline-after-command',
  'restock-breaks-the-sum',
  'merge-loses-holds',
  // One of each other area: S7, C33, O6, P3, the analyst's numbers, M3, V3, A1, C2.
  'rehearsal-is-recorded',
  'payment-counted-twice',
  'claimed-at-48-hours',
  'base-goes-with-the-first',
  'flash-for-the-rest-of-the-order',
  'refund-after-payout-forgotten',
  'claim-returned-twice',
  'last-operator-leaves',
  'failure-taken-for-delivered',
];
