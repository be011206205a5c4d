import type { PlantedBug } from '../planted-bug.ts';

const CLAIMS = 'tests/rules/voucher-claims.spec.ts';
const GOLDEN = 'tests/rules/voucher-golden.spec.ts';
const SPLIT = 'tests/rules/voucher-split.spec.ts';
const CODES = 'tests/rules/voucher-code.spec.ts';
const EDITS = 'tests/rules/voucher-edit.spec.ts';
const FLOOR = 'tests/rules/voucher-floor.spec.ts';

/** What is taken off an order, who pays for it, and how often it may be. */
export const voucherBugs: readonly PlantedBug[] = [
  {
    id: 'demo-code-used-up',
    breaks: 'V3',
    what: 'The crowd of the demo has used its code up before a visitor types it.',
    text: 'fromMinor: 6_000, cap: 10_000 }',
    instead: 'fromMinor: 6_000, cap: 300 }',
    caughtBy: ['tests/engine/demo-offers.spec.ts'],
  },
  {
    id: 'demo-bundle-above-flash',
    breaks: 'F1',
    what: 'Three of the demo’s bundle cost more than three at the price of a flash.',
    text: 'BUNDLE_UNITS * (floorMinor ?? Math.floor(listPriceMinor * BUNDLE_SHARE))',
    instead: 'BUNDLE_UNITS * Math.floor(listPriceMinor * 0.9)',
    caughtBy: ['tests/engine/demo-offers.spec.ts'],
  },
  {
    id: 'codes-in-my-vouchers',
    breaks: 'INV17',
    what: 'A voucher that has a code stands among those that every buyer is told.',
    text: 'voucher.code || voucher.isEnded ? null : stateOf(',
    instead: 'voucher.isEnded ? null : stateOf(',
    caughtBy: ['tests/engine/my-vouchers.spec.ts'],
  },
  {
    id: 'claim-returned-twice',
    breaks: 'V3 INV9',
    what: 'An order whose last unit is unfilled and that is then cancelled gives its claim back twice.',
    text: 'if (!order.vouchers || order.claimsReturned) return;',
    instead: 'if (!order.vouchers) return;',
    caughtBy: [CLAIMS],
  },
  {
    id: 'claim-kept-by-expired',
    breaks: 'V3 INV9',
    what: 'An order that nobody pays keeps its claim for ever.',
    text: "    order.status = 'EXPIRED';\n    giveBack(state, order, 'unpaid');",
    instead: "    order.status = 'EXPIRED';\n    giveBack(state, { ...order, vouchers: [] }, 'unpaid');",
    caughtBy: [CLAIMS],
  },
  {
    id: 'voucher-lowers-base',
    breaks: 'V2 M1',
    what: 'A voucher of the shop lowers the base of a line, so that the producer pays for it.',
    text: "goodsMinor: funder === 'producer' ? line.goodsMinor - minor : line.goodsMinor,",
    instead: 'goodsMinor: line.goodsMinor - minor,',
    caughtBy: [GOLDEN],
  },
  {
    id: 'voucher-takes-last-fen',
    breaks: 'V2 T2',
    what: 'A part that is rounded up takes a line’s last fen.',
    text: 'if (surplus <= 0) continue;',
    instead: 'if (surplus <= 1) continue;',
    caughtBy: [SPLIT],
  },
  {
    id: 'shop-voucher-before-producers',
    breaks: 'V1',
    what: 'The shop’s voucher is taken before the producers’, on a bigger sum than is left.',
    text: 'takeBest([...ofProducers.values(), ofShop], promoted)',
    instead: 'takeBest([ofShop, ...ofProducers.values()], promoted)',
    caughtBy: [GOLDEN],
  },
  {
    id: 'code-told-to-viewers',
    breaks: 'V1 INV17',
    what: 'A voucher that has a code stands in the public view, where anybody can read its id and name it.',
    text: 'if (voucher?.code) return undefined;',
    instead: 'if (voucher?.code && state.pause) return undefined;',
    caughtBy: [CODES],
  },
  {
    id: 'coded-voucher-without-its-code',
    breaks: 'V1',
    what: 'A voucher that has a code is used by itself, whether anybody typed it or not.',
    text: 'voucher.code === undefined || voucher === coded',
    instead: 'voucher.code === undefined || typed == null || voucher === coded',
    caughtBy: [CODES],
  },
  {
    id: 'promised-amount-changed',
    breaks: 'V3',
    what: 'What a voucher takes off is changed after somebody has claimed it.',
    text: 'if (claimed > 0 && !hasSameAmounts(voucher, terms))',
    instead: 'if (claimed > 1 && !hasSameAmounts(voucher, terms))',
    caughtBy: [EDITS],
  },
  {
    id: 'cap-below-claims',
    breaks: 'V3 INV9',
    what: 'A voucher’s limit falls below what is claimed of it.',
    text: 'return terms.cap < claimed ?',
    instead: 'return terms.cap < claimed - 1 ?',
    caughtBy: [EDITS],
  },
  {
    id: 'floor-without-consent',
    breaks: 'V2 F1',
    what: 'A voucher that its producer pays for is judged on a cart of any size, where its share is small.',
    text: 'const goodsMinor = Math.max(unitMinor, fromMinor);',
    instead: 'const goodsMinor = Math.max(10 * unitMinor, fromMinor);',
    caughtBy: [FLOOR],
  },
];
