import type { PlantedBug } from '../planted-bug.ts';

const PAYING = 'tests/rules/settlement-paying.spec.ts';

/** Who gets paid, how much, and when. */
export const settlementBugs: readonly PlantedBug[] = [
  {
    id: 'somebody-elses-good',
    breaks: 'A1',
    what: 'A producer changes the price of another producer’s good.',
    text: 'if (!product || (of !== null && product.producerId !== of))',
    instead: "if (!product || (of === '' && product.producerId !== of))",
    caughtBy: ['tests/rules/catalogue.spec.ts'],
  },
  {
    id: 'share-of-what-is-paid',
    breaks: 'M1',
    what: 'A producer’s share is reckoned on what the buyer paid, so that the shop’s voucher is the producer’s loss.',
    text: 'return basisPoints(line.baseMinor, line.shareBps);',
    instead: 'return basisPoints((line as SettledLine).payMinor, line.shareBps);',
    caughtBy: ['tests/rules/settlement.spec.ts'],
  },
  {
    id: 'share-planned-is-in-force',
    breaks: 'M6',
    what: 'A share that is planned for a later day counts at once.',
    text: 'findLast(({ fromMs }) => fromMs <= atMs)?.shareBps',
    instead: 'findLast(({ fromMs }) => fromMs >= 0 || atMs < 0)?.shareBps',
    caughtBy: ['tests/rules/producer-share.spec.ts'],
  },
  {
    id: 'share-not-frozen',
    breaks: 'M6 M1',
    what: 'A line has the stream’s share, whatever its producer’s was when the product was added.',
    text: 'shareBps: item.shareBps ?? state.settings.shareBps,',
    instead: 'shareBps: state.settings.shareBps,',
    caughtBy: ['tests/rules/producer-share.spec.ts'],
  },
  {
    id: 'due-counts-hours',
    breaks: 'M2',
    what: 'The due day is the day of delivery plus hours instead of days of the calendar.',
    text: 'return startOfDay(addDays(localDay(atMs, timeZone), days + 1), timeZone);',
    instead: 'return startOfDay(addDays(localDay(atMs + days * DAY_MS, timeZone), 1), timeZone);',
    caughtBy: ['tests/rules/settlement-due.spec.ts'],
  },
  {
    id: 'refund-after-payout-forgotten',
    breaks: 'M3',
    what: 'What was refunded after a payout is not taken off the next one.',
    text: '(openMinor(each) < 0 || each.dueUntilMs <= untilMs)',
    instead: '(openMinor(each) > 0 && each.dueUntilMs <= untilMs)',
    caughtBy: [PAYING],
  },
  {
    id: 'amount-never-taken-back',
    breaks: 'O8 M5',
    what: 'Who bore an amount goes on bearing it after its unit was paid back whole.',
    text: '    ...takeBackAmounts(of, covered),\n',
    instead: '',
    caughtBy: ['tests/rules/refund-amounts.spec.ts'],
  },
  {
    id: 'amount-before-delivery-forgotten',
    breaks: 'O8 M3',
    what: 'An amount that the producer bears and that was given before the delivery makes no payout smaller.',
    text: '    postings.push(...applyWaiting({ book, order, line, lineIndex }));\n',
    instead: '',
    caughtBy: ['tests/rules/refund-amounts.spec.ts'],
  },
  {
    id: 'statement-drops-late-refund',
    breaks: 'M4',
    what: 'A refund of a line that was paid out makes the old line smaller instead of standing by itself.',
    text: 'if (known && atMs < paidFirst) {',
    instead: 'if (known) {',
    caughtBy: [PAYING],
  },
  {
    id: 'cash-given-back-twice',
    breaks: 'M5',
    what: 'Two people of the office each mark the same refund by hand as given.',
    text: 'if (fact.orderId !== undefined) count(state, BY_HAND, fact.currency);',
    instead: "if (fact.orderId === '') count(state, BY_HAND, fact.currency);",
    caughtBy: ['tests/rules/settlement-by-hand.spec.ts'],
  },
];
