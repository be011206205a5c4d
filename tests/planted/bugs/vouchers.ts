import type { PlantedBug } from '../planted-bug.ts';

const RULES = 'tests/rules/voucher.spec.ts';

/** What is taken off an order, who pays for it, and how often it may be. */
export const voucherBugs: readonly PlantedBug[] = [
  {
    id: 'claim-returned-twice',
    breaks: 'V3 INV9',
    what: 'An order whose last unit is unfilled and that is then cancelled gives its claim back twice.',
    file: 'server/domain/voucher/apply.ts',
    text: 'if (!order.vouchers || order.claimsReturned) return;',
    instead: 'if (!order.vouchers) return;',
    caughtBy: [RULES],
  },
  {
    id: 'claim-kept-by-expired',
    breaks: 'V3 INV9',
    what: 'An order that nobody pays keeps its claim for ever.',
    file: 'server/domain/order/apply.ts',
    text: "      order.status = 'EXPIRED';\n      giveBack(state, order, 'unpaid');",
    instead: "      order.status = 'EXPIRED';\n      giveBack(state, { ...order, vouchers: [] }, 'unpaid');",
    caughtBy: [RULES],
  },
  {
    id: 'voucher-lowers-base',
    breaks: 'V2 M1',
    what: 'A voucher of the shop lowers the base of a line, so that the producer pays for it.',
    file: 'server/domain/voucher/discount.ts',
    text: "goodsMinor: funder === 'producer' ? line.goodsMinor - minor : line.goodsMinor,",
    instead: 'goodsMinor: line.goodsMinor - minor,',
    caughtBy: [RULES],
  },
  {
    id: 'voucher-takes-last-fen',
    breaks: 'V2 T2',
    what: 'A part that is rounded up takes a line’s last fen.',
    file: 'server/domain/voucher/discount.ts',
    text: 'if (surplus <= 0) continue;',
    instead: 'if (surplus <= 1) continue;',
    caughtBy: [RULES],
  },
  {
    id: 'shop-voucher-before-producers',
    breaks: 'V1',
    what: 'The shop’s voucher is taken before the producers’, on a bigger sum than is left.',
    file: 'server/domain/voucher/choose.ts',
    text: 'takeBest([...ofProducers.values(), ofShop], promoted)',
    instead: 'takeBest([ofShop, ...ofProducers.values()], promoted)',
    caughtBy: [RULES],
  },
];
