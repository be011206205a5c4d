import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { accepted, consoleAccepted, contract, keyed, version } from '../../contract/command.ts';
import { entry, ofItem, shelfCount, told } from '../../contract/entry.ts';
import { lasting } from '../../contract/refusal.ts';
import { id, itemNumber, unitCount, units } from '../../values/ids.ts';
import { moneyMinor, priceMinor } from '../../values/money.ts';
import { line } from '../../values/text.ts';
import { epochMs } from '../../values/time.ts';
import { MAX_UNITS } from '../../values/unit-bounds.ts';
import { CODE, CODE_CHARACTERS } from '../../values/voucher-code.ts';
import { funder } from '../flash-sale/contract.ts';
import { MAX_ORDER_VOUCHERS, MAX_VOUCHER_ITEMS, MAX_VOUCHER_NAME, MAX_VOUCHER_ORDERS } from './bounds.ts';

/** What a voucher takes off: an amount, a share of the goods with a maximum, or what shipping costs (null: all of it). */
export const voucherOff = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), offMinor: priceMinor }),
  z.strictObject({
    kind: z.literal('percent'),
    bps: z.int().check(z.gte(1), z.lte(10_000)),
    maxMinor: priceMinor,
  }),
  z.strictObject({ kind: z.literal('shipping'), offMinor: z.nullable(priceMinor) }),
]);
export type VoucherOff = z.infer<typeof voucherOff>;

/** Which goods a voucher is for. */
export const voucherScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shop') }),
  z.strictObject({ kind: z.literal('producer'), producerId: id }),
  z.strictObject({
    kind: z.literal('items'),
    itemNumbers: z.array(itemNumber).check(z.minLength(1), z.maxLength(MAX_VOUCHER_ITEMS)),
  }),
]);
export type VoucherScope = z.infer<typeof voucherScope>;

/** A code that buyers type, in any case; letters that are taken for digits are those digits (see `foldCode`). */
export const voucherCode = z.string().check(z.maxLength(CODE_CHARACTERS.max), z.regex(CODE));

/** The vouchers to use, by hand; absent: the best ones (V1). */
export const namedVouchers = z.optional(z.array(id).check(z.maxLength(MAX_ORDER_VOUCHERS)));

/** What a host calls a voucher. Staff alone see it. */
const name = line(MAX_VOUCHER_NAME);

/** The producer agreed to what brings their goods below their floor; recorded in the log. */
const floorConsent = z.optional(z.boolean());

/** How many orders may use a voucher. */
const cap = z.int().check(z.gte(1), z.lte(MAX_VOUCHER_ORDERS));

/** "3 for ¥50": so many units of one line together cost so much, while it holds. */
export const promotion = z.strictObject({
  units: z.int().check(z.gte(2), z.lte(MAX_UNITS)),
  totalMinor: priceMinor,
  fundedBy: funder,
  startsAtMs: epochMs,
  endsAtMs: epochMs,
});
export type Promotion = z.infer<typeof promotion>;

/** A voucher as the floor sees it: how often it was claimed of how many, from the ledger. */
export const consoleVoucher = z.strictObject({
  voucherId: id,
  version: z.int(),
  /** '' if it has none. */
  name: z.string(),
  /** It counts only for who types its code, which is shown to nobody but whoever made it. */
  hasCode: z.boolean(),
  off: voucherOff,
  /** The goods have to cost this much at least. */
  fromMinor: moneyMinor,
  scope: voucherScope,
  /** The producer whose voucher it is; null: the shop's. */
  producer: z.nullable(z.string()),
  fundedBy: funder,
  startsAtMs: epochMs,
  endsAtMs: epochMs,
  cap,
  perBuyerCap: units,
  claimed: unitCount,
  isEnded: z.boolean(),
});
export type ConsoleVoucher = z.infer<typeof consoleVoucher>;

/** The codes that a member of staff gave vouchers of a stream. */
export const voucherCodes = z.strictObject({
  codes: z.array(z.strictObject({ voucherId: id, code: z.string() })),
});
export type VoucherCodes = z.infer<typeof voucherCodes>;

const create = contract(
  'Makes a voucher: from then on orders take the best that their goods meet, with a code only those that bring it (V1).',
  z.strictObject({
    ...keyed,
    name: z.optional(name),
    code: z.optional(voucherCode),
    off: voucherOff,
    fromMinor: moneyMinor,
    scope: voucherScope,
    fundedBy: funder,
    /** null: from now on. */
    startsAtMs: z.nullable(epochMs),
    endsAtMs: epochMs,
    cap,
    perBuyerCap: units,
    floorConsent,
  }),
  z.strictObject({ ...accepted, version, undoUntilMs: z.nullable(epochMs), voucherId: id }),
);
const edit = contract(
  'Changes a voucher that is not over: its name, its window, how many may claim it; what it takes off until it is claimed (V3).',
  z.strictObject({
    ...keyed,
    voucherId: id,
    version,
    /** null: none any more. */
    name: z.optional(z.nullable(name)),
    off: z.optional(voucherOff),
    fromMinor: z.optional(moneyMinor),
    startsAtMs: z.optional(epochMs),
    endsAtMs: z.optional(epochMs),
    cap: z.optional(cap),
    floorConsent,
  }),
  consoleAccepted,
);
const end = contract(
  'Ends a voucher now; always wins (L4). Orders that took it keep it.',
  z.strictObject({ ...keyed, voucherId: id }),
  consoleAccepted,
);
const setPromotion = contract(
  "Sets or ends an item's promotion, so many units for so much (V1).",
  z.strictObject({
    ...keyed,
    itemNumber,
    version,
    promotion: z.nullable(
      z.strictObject({
        units: promotion.shape.units,
        totalMinor: priceMinor,
        fundedBy: funder,
        /** null: from now on. */
        startsAtMs: z.nullable(epochMs),
        endsAtMs: epochMs,
      }),
    ),
    floorConsent,
  }),
  consoleAccepted,
);

const voucherEntry = z.strictObject({
  off: voucherOff,
  fromMinor: moneyMinor,
  producer: z.nullable(z.string()),
  itemNumbers: z.nullable(z.readonly(z.array(itemNumber))),
  startsAtMs: epochMs,
  endsAtMs: epochMs,
  left: shelfCount,
});

const promotionEntry = z.strictObject({
  units: z.int(),
  totalMinor: moneyMinor,
  startsAtMs: epochMs,
  endsAtMs: epochMs,
});

export const voucher = {
  console: {
    'voucher:create': create,
    'voucher:edit': edit,
    'voucher:end': end,
    'promotion:set': setPromotion,
  },
  refusals: {
    /** A voucher that was named can't be used; the order would cost `nowMinor` with the best of the others. */
    VOUCHER_GONE: lasting('vouchers and waitlists', {
      voucherId: z.string(),
      reason: z.enum(['not_started', 'ended', 'used_up', 'buyer_limit']),
      nowMinor: moneyMinor,
    }),
    /** The goods that a named voucher is for cost less than it asks, by `missingMinor`. */
    VOUCHER_NOT_MET: lasting('vouchers and waitlists', {
      voucherId: z.string(),
      missingMinor: moneyMinor,
      nowMinor: moneyMinor,
    }),
    VOUCHER_INVALID: lasting('console: flash sales and vouchers', {
      field: z.string(),
      reason: z.enum([
        'scope',
        'funder',
        'above_threshold',
        'duration',
        'not_cheaper',
        'too_low',
        'too_many',
        'code_taken',
        'claimed',
        'started',
        'ended',
      ]),
      limit: z.optional(z.int()),
    }),
  },
  facts: ['voucher_created', 'voucher_edited', 'voucher_ended', 'promotion_set'],
  frameLists: { vouchers: z.array(consoleVoucher) },
  named: { consoleVoucher, promotion, voucherCodes },
  entries: [
    entry(
      'A voucher that has no code and is not over (V1).',
      z.tuple([z.literal('v'), told('voucherId', id), z.nullable(voucherEntry)]),
    ),
    entry(
      'A price for several units together (V1).',
      z.tuple([z.literal('m'), ofItem, z.nullable(promotionEntry)]),
    ),
  ],
} as const satisfies CapabilityContract;
