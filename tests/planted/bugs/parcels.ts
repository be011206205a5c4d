import type { PlantedBug } from '../planted-bug.ts';

/** What comes after the sale: parcels, returns and claims. */
export const parcelBugs: readonly PlantedBug[] = [
  {
    id: 'deliveries-out-of-order',
    breaks: 'P1',
    what: 'Faults of a list of deliveries come as they were found, not as the rows stand.',
    text: 'return faults.toSorted((a, b) => a.row - b.row).slice(0, MAX_FAULTS);',
    instead: 'return faults.slice(0, MAX_FAULTS);',
    caughtBy: ['tests/engine/parcel-desk.spec.ts'],
  },
  {
    id: 'cancelled-behind-its-parcel',
    breaks: 'O4',
    what: 'A cancellation that was sent in time wins against a parcel that was packed before it was decided.',
    text: 'by.receivedAtMs >= untilMs || order.afterSale)',
    instead: 'by.receivedAtMs >= untilMs)',
    caughtBy: ['tests/rules/parcel.spec.ts'],
  },
  {
    id: 'packed-inside-the-free-hour',
    breaks: 'O4',
    what: 'A parcel is packed while its buyer may still cancel freely.',
    text: 'readyAtMs === null || by.atMs < readyAtMs',
    instead: 'readyAtMs === null',
    caughtBy: ['tests/rules/parcel.spec.ts'],
  },
  {
    id: 'claimed-at-48-hours',
    breaks: 'O6 T5',
    what: 'A claim is still taken at the very end of its window.',
    text: 'nowMs < untilMs',
    instead: 'nowMs <= untilMs',
    caughtBy: ['tests/rules/claim.spec.ts'],
  },
  {
    id: 'paid-back-twice',
    breaks: 'O5 T2',
    what: 'Units that a claim paid for are paid for again when they come back.',
    text: 'return units - unfilled - refundedUnits;',
    instead: 'return refundedUnits >= 0 ? units - unfilled : 0;',
    caughtBy: ['tests/rules/claim.spec.ts'],
  },
  {
    id: 'completed-in-a-dispute',
    breaks: 'O4',
    what: 'An order is COMPLETED although a claim on it is open.',
    text: 'if (decidedAtMs === null) return null;',
    instead: 'if (decidedAtMs === null) continue;',
    caughtBy: ['tests/rules/claim.spec.ts'],
  },
  {
    id: 'never-completed-once-paid-back',
    breaks: 'O4',
    what: 'An order whose rest is paid back after its parcels were delivered is never COMPLETED.',
    text: 'order_refunded: completionOfOrder,',
    instead: 'order_refunded: () => [],',
    caughtBy: ['tests/rules/parcel-after.spec.ts'],
  },
  {
    id: 'recalled-one-by-one',
    breaks: 'bounded',
    what: 'An order that is recalled for a parcel drives another of the same parcel out of memory.',
    text: "if (fact.type === 'order_recalled') return;",
    instead: "if (fact.type === 'order_completed') return;",
    caughtBy: ['tests/rules/parcel.spec.ts'],
  },
];
