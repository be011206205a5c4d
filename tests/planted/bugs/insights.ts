import type { PlantedBug } from '../planted-bug.ts';

const CAUGHT = ['tests/rules/uplift.spec.ts'];

/** The analyst's numbers: what is compared with what, and who is counted. */
export const insightBugs: readonly PlantedBug[] = [
  {
    id: 'interval-of-the-normal',
    breaks: 'the analyst’s numbers, uplift',
    what: 'The interval leaves out a tenth instead of a twentieth.',
    text: 'const TAIL = 0.025;',
    instead: 'const TAIL = 0.05;',
    caughtBy: CAUGHT,
  },
  {
    id: 'baseline-with-its-pins',
    breaks: 'the analyst’s numbers, uplift',
    what: 'The minute round a pin is part of what the pin is compared with.',
    text: 'const ROUND_A_PIN = MINUTE;',
    instead: 'const ROUND_A_PIN = 0 * MINUTE;',
    caughtBy: CAUGHT,
  },
  {
    id: 'programs-are-viewers',
    breaks: 'the analyst’s numbers, viewers',
    what: 'Who connects without end is counted among the viewers.',
    text: '    if (clipped.length > MOST_CONNECTIONS) {',
    instead: '    if (clipped.length > 100 * MOST_CONNECTIONS) {',
    caughtBy: ['tests/rules/attendance.spec.ts'],
  },
  {
    id: 'shown-longer-than-passed',
    breaks: 'the analyst’s numbers, exposure',
    what: 'A page is believed that says it showed a card for longer than has passed.',
    text: 'shownMs: Math.min(shownMs, passedMs) + (known?.shownMs ?? 0),',
    instead: 'shownMs: shownMs + (known?.shownMs ?? 0),',
    caughtBy: ['tests/gateway/exposures.spec.ts'],
  },
  {
    id: 'flash-for-the-rest-of-the-order',
    breaks: 'the analyst’s numbers, by price type',
    what: 'After a line at a flash price the other lines of an order count as such.',
    text: '      isFlash = false;\n',
    instead: '',
    caughtBy: ['tests/rules/contents.spec.ts'],
  },
  {
    id: 'twice-in-an-order-two-orders',
    breaks: 'the analyst’s numbers, orders of an item',
    what: 'An order with an item in two lines counts twice among the item’s orders.',
    text: 'if (item.lastOrder !== this.#paidOrders) item.orders += 1;',
    instead: 'item.orders += 1;',
    caughtBy: ['tests/stores/sales-sqlite.spec.ts'],
  },
  {
    id: 'came-by-unheard',
    breaks: 'C1, viewers by channel',
    what: 'What a page says of the link that brought it is forgotten.',
    text: 'row = { ...row, channel: by };',
    instead: '',
    caughtBy: ['tests/gateway/exposures.spec.ts'],
  },
  {
    id: 'moment-from-a-later-one',
    breaks: 'the time machine',
    what: 'An earlier instant is answered out of the state of a later one.',
    text: 'const cursor = this.#cursor?.isBefore(until) ? this.#cursor : null;',
    instead: 'const cursor = this.#cursor;',
    caughtBy: ['tests/audit/analyst-sqlite.spec.ts'],
  },
  {
    id: 'report-in-the-way',
    breaks: 'an order’s time beside a report',
    what: 'A report never looks whether a room is being served.',
    text: 'if (rows % LOOK_EVERY === 0) look();',
    instead: '',
    caughtBy: ['tests/stores/right-of-way.spec.ts'],
  },
  {
    id: 'way-never-freed',
    breaks: 'an order’s time beside a report',
    what: 'A room that has been served keeps the way for good, so that each report stands still in vain.',
    text: 'this.way?.free();',
    instead: '',
    caughtBy: ['tests/gateway/dense-adapter.spec.ts'],
  },
];
