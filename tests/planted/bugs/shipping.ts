import type { PlantedBug } from '../planted-bug.ts';

/** What sending costs, and what of it goes back. */
export const shippingBugs: readonly PlantedBug[] = [
  {
    id: 'base-paid-twice',
    breaks: 'P2',
    what: 'A later order of a parcel group pays for the whole parcel again.',
    text: 'after) - chargedFor(group);',
    instead: 'after) - 0 * chargedFor(group);',
    caughtBy: ['tests/rules/shipping.spec.ts'],
  },
  {
    id: 'days-of-the-shop-alone',
    breaks: 'P4',
    what: 'An order forgets the days that it was promised, so a later change of its origin’s days would be read into it.',
    text: 'return Object.assign(made, shipDatesIn(line));',
    instead: 'return made;',
    caughtBy: ['tests/rules/ship-days.spec.ts'],
  },
  {
    id: 'terms-of-the-shop-alone',
    breaks: 'O6',
    what: 'An order forgets the terms of returns on which it was sold, so a later change of the product would be read into it.',
    text: 'Object.assign(made, soldTermsIn(line));',
    instead: 'Object.assign(made, {});',
    caughtBy: ['tests/rules/sold-terms.spec.ts'],
  },
  {
    id: 'late-on-its-last-day',
    breaks: 'P4 T5',
    what: 'An order is late on the day by which it is to ship.',
    text: 'if (shipBy === null || shipBy >= today) return false;',
    instead: 'if (shipBy === null || shipBy > today) return false;',
    caughtBy: ['tests/rules/ship-days.spec.ts'],
  },
  {
    id: 'free-one-fen-late',
    breaks: 'P3 T5',
    what: 'A parcel of exactly the goods value that travels free still pays.',
    text: 'goodsMinor >= fromMinor',
    instead: 'goodsMinor > fromMinor',
    caughtBy: ['tests/rules/shipping.spec.ts'],
  },
  {
    id: 'base-goes-with-the-first',
    breaks: 'P3',
    what: 'An order that is called off gets all of its shipping back, although the rest of its parcel needs it.',
    text: 'Math.min(leftMinor, surplusMinor);',
    instead: 'Math.min(leftMinor, surplusMinor + leftMinor);',
    caughtBy: ['tests/rules/shipping.spec.ts'],
  },
  {
    id: 'abroad-as-at-home',
    breaks: 'P2',
    what: 'What goes abroad pays the fees of home.',
    text: 'return (isOverseas ? overseasTables : tables).get(origin);',
    instead: "return (isOverseas ? tables : tables).get(origin) ?? overseasTables.get('');",
    caughtBy: ['tests/rules/shipping.spec.ts'],
  },
  {
    id: 'credited-to-nobody',
    breaks: 'P3',
    what: 'Shipping that became free is never given back.',
    text: "...(['stream_closed', ",
    instead: '...([',
    caughtBy: ['tests/engine/shipping.spec.ts'],
  },
];
