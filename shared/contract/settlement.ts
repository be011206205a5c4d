import * as z from 'zod/mini';
import { id, seq, unitCount } from '../values/ids.ts';
import { currencyCode, moneyMinor, priceMinor } from '../values/money.ts';
import { orderReference } from '../values/reference.ts';
import { MAX_RESERVE_BPS, MAX_RESERVE_DAYS } from '../values/share-bounds.ts';
import { line } from '../values/text.ts';
import { epochMs } from '../values/time.ts';
import { keyed } from './command.ts';
import { contact } from './packing.ts';
import { promisedDates } from './ship-days.ts';

/** What is owed or moved, minor units; below 0 it is the other way round. Sums may be larger than any price. */
const signedMinor = z.int();
const amountMinor = z.int().check(z.gte(1), z.lte(1_000_000_000_000));

/** A day as `2026-11-25`. */
export const dayText = z.string().check(z.regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/));

/** What is kept of a share for a while (M7): basis points of it, and days beyond the day it is due. */
export const reserveTerms = z.strictObject({
  bps: z.int().check(z.gte(1), z.lte(MAX_RESERVE_BPS)),
  days: z.int().check(z.gte(1), z.lte(MAX_RESERVE_DAYS)),
});

/** When producers are paid (M2). */
export const settlementTerms = z.strictObject({
  /** IANA name: whose days count. */
  timeZone: z.string().check(z.minLength(1), z.maxLength(60), z.regex(/^[A-Za-z0-9_+\-/]+$/)),
  dueDays: z.int().check(z.gte(0), z.lte(90)),
  countFrom: z.enum(['delivery', 'handover']),
  afterClaimDays: z.int().check(z.gte(0), z.lte(30)),
});

/** How the promise is kept: lines that were due, and what became of them. */
const promise = z.strictObject({
  due: unitCount,
  onTime: unitCount,
  paidLate: unitCount,
  overdue: unitCount,
  paused: unitCount,
});
export type Promises = z.infer<typeof promise>;

/**
 * Of what is owed to a producer, what a payout of now would not pay, by why: not due yet, on hold while a claim is open (M2),
 * kept in reserve (M7), and, below 0, refunds of what was paid already, which go off the next payout (M3).
 */
const keptBack = z.strictObject({
  notDueMinor: moneyMinor,
  pausedMinor: moneyMinor,
  reservedMinor: moneyMinor,
  takenBackMinor: signedMinor,
});
export type KeptBack = z.infer<typeof keptBack>;

/** Why a line is late, or will be: nobody paid it, a claim is open, or refunds of other lines eat it up. */
export const overdueReason = z.enum(['unpaid', 'disputed', 'taken_back']);
export type OverdueReason = z.infer<typeof overdueReason>;

/** Beside the names that everybody reads: those for who reads English; absent, there is the one name. */
const nameEn = z.optional(z.string());
const producerEn = z.optional(z.string());

/** What of a line is kept in reserve, and until when (M7); absent: nothing. */
const reserved = z.optional(z.strictObject({ minor: amountMinor, untilMs: epochMs }));

/** What stands in the place of a product where the office corrected an account by hand (M4): why, who and when. */
const adjustment = z.optional(
  z.strictObject({
    reason: z.string(),
    /** Null: nobody who is known by name any more. */
    by: z.nullable(z.string()),
    byEn: z.optional(z.string()),
    atMs: epochMs,
  }),
);

/** What is owed for a line, as far as one delivery brought it. */
export const payableView = z.strictObject({
  streamId: z.string(),
  orderId: z.string(),
  lineIndex: z.int(),
  deliverySeq: seq,
  entryIndex: z.int(),
  number: z.string(),
  reference: orderReference,
  name: z.string(),
  nameEn,
  units: unitCount,
  openMinor: signedMinor,
  deliveredAtMs: epochMs,
  dueUntilMs: epochMs,
  isPaused: z.boolean(),
  reserved,
  adjustment,
});

export type PayableView = z.infer<typeof payableView>;

const overdueView = z.strictObject({
  number: z.string(),
  reference: orderReference,
  name: z.string(),
  nameEn,
  producer: z.string(),
  producerEn,
  openMinor: signedMinor,
  currency: currencyCode,
  dueUntilMs: epochMs,
  reason: overdueReason,
});

const payoutView = z.strictObject({
  payoutId: z.string(),
  producer: z.string(),
  producerEn,
  producerId: z.string(),
  currency: currencyCode,
  amountMinor,
  atMs: epochMs,
  /** So many of its order lines were past due; they are what the promise counts as paid late. */
  lateLines: unitCount,
});

export const settlementOverview = z.strictObject({
  asOfMs: epochMs,
  terms: settlementTerms,
  producers: z.array(
    z.strictObject({
      producerId: z.string(),
      producer: z.string(),
      producerEn,
      currency: currencyCode,
      openMinor: signedMinor,
      keptBack,
      promise,
    }),
  ),
  /** Producers that the shop has, those who never sold anything included. */
  producersInAll: z.optional(unitCount),
  overdue: z.array(overdueView),
  payouts: z.array(payoutView),
  trialBalance: z.array(
    z.strictObject({
      account: z.string(),
      /** Whose it is, by name: a producer's or a host's account; else empty. An origin has a second name alone. */
      name: z.string(),
      nameEn,
      currency: currencyCode,
      amountMinor: signedMinor,
    }),
  ),
});
export type SettlementOverview = z.infer<typeof settlementOverview>;

export const producerParams = z.strictObject({ producerId: id });
export const payablesQuery = z.strictObject({ currency: currencyCode, until: z.optional(dayText) });
export const statementQuery = z.strictObject({ currency: currencyCode, week: z.optional(dayText) });

/** What a producer is owed, and what a payout now would be. */
export const payablesView = z.strictObject({
  producerId: z.string(),
  producer: z.string(),
  producerEn,
  currency: currencyCode,
  /** What the payout is decided on: it is refused if something was paid meanwhile. */
  version: z.int(),
  /** Lines due until then are paid. */
  untilMs: epochMs,
  payoutMinor: signedMinor,
  /** Order lines of it; adjustments are counted apart. */
  payoutLines: unitCount,
  payoutAdjustments: z.optional(unitCount),
  /** Until when an adjustment in the producer's favour would be due if it was recorded now (M2). */
  adjustedUntilMs: z.optional(epochMs),
  payables: z.array(payableView),
  isCut: z.boolean(),
});
export type PayablesView = z.infer<typeof payablesView>;

/** Lines that one answer lists; their sums are of all. */
export const DUE_LINES_SHOWN = 500;

/** What payouts would pay of lines due until a day, in one currency. */
const dueSum = z.strictObject({
  currency: currencyCode,
  amountMinor: signedMinor,
  /** Order lines; adjustments are counted apart. */
  lines: unitCount,
  adjustments: z.optional(unitCount),
});
const dueUntil = {
  /** The day in the shop's zone, itself included. */
  day: dayText,
  untilMs: epochMs,
  /** Of all producers who would be paid something; who owes more than is due to them waits for the next payout. */
  sums: z.array(dueSum),
};

/** What is to be paid today, and by the next Friday. */
export const dueDays = z.strictObject({
  asOfMs: epochMs,
  timeZone: z.string(),
  days: z.array(z.strictObject(dueUntil)),
});
export type DueDays = z.infer<typeof dueDays>;

export const dueParams = z.strictObject({ day: dayText });
/** The lines that payouts would pay, the one that is due first first. */
export const dueLines = z.strictObject({
  asOfMs: epochMs,
  timeZone: z.string(),
  ...dueUntil,
  lines: z
    .array(
      z.strictObject({
        reference: orderReference,
        name: z.string(),
        nameEn,
        producerId: z.string(),
        producer: z.string(),
        producerEn,
        currency: currencyCode,
        amountMinor: signedMinor,
        dueUntilMs: epochMs,
      }),
    )
    .check(z.maxLength(DUE_LINES_SHOWN)),
});
export type DueLines = z.infer<typeof dueLines>;

/** "Marked paid": the amount that was seen and paid, of the lines due until a time. */
export const payoutRequest = z.strictObject({
  ...keyed,
  producerId: id,
  currency: currencyCode,
  untilMs: epochMs,
  amountMinor,
  version: z.int().check(z.gte(0)),
});
export type PayoutRequest = z.infer<typeof payoutRequest>;
/** Lines of a payout that one answer lists; how many it paid is counted over all. */
export const PAID_LINES_SHOWN = 500;
export const payoutParams = z.strictObject({ payoutId: id });
/** One payout: what it paid, when, and who marked it. */
export const payoutDetail = z.strictObject({
  payoutId: z.string(),
  producerId: z.string(),
  producer: z.string(),
  producerEn,
  currency: currencyCode,
  amountMinor,
  atMs: epochMs,
  timeZone: z.string(),
  /** Its place in the shop's log, as the statement names its entry. */
  seq,
  /** Null: nobody who is known by name any more. */
  by: z.nullable(z.string()),
  byEn: z.optional(z.string()),
  /** How many of all it paid were order lines, and how many adjustments. */
  orderLines: unitCount,
  adjustments: unitCount,
  lines: z
    .array(
      z.strictObject({
        /** Empty: an adjustment, which is of no order. */
        reference: orderReference,
        name: z.string(),
        nameEn,
        units: unitCount,
        amountMinor: signedMinor,
        dueUntilMs: epochMs,
        adjustment,
      }),
    )
    .check(z.maxLength(PAID_LINES_SHOWN)),
});
export type PayoutDetail = z.infer<typeof payoutDetail>;
export const payoutReply = z.strictObject({ payoutId: z.string(), amountMinor });

export const adjustmentRequest = z.strictObject({
  ...keyed,
  producerId: id,
  currency: currencyCode,
  /** Above 0 in the producer's favour. */
  amountMinor: z.int().check(z.gte(-99_999_999), z.lte(99_999_999)),
  reason: line(120),
});
export type AdjustmentRequest = z.infer<typeof adjustmentRequest>;

export const bankMove = z.enum([
  'provider_paid',
  'provider_refunded',
  'refund_paid',
  'cash_brought',
  'host_paid',
  'carrier_paid',
]);
export type BankMove = z.infer<typeof bankMove>;
export const bookingRequest = z.strictObject({
  ...keyed,
  move: bankMove,
  /** The host's id or the origin, where the account has one. */
  party: z.optional(z.string().check(z.maxLength(60))),
  currency: currencyCode,
  amountMinor,
  feeMinor: z.optional(moneyMinor),
});
export type BookingRequest = z.infer<typeof bookingRequest>;

/** Buyers who paid cash and are owed something back: nobody but the office can give it. */
export const refundsByHand = z.strictObject({
  refunds: z.array(
    z.strictObject({
      orderId: id,
      number: z.string(),
      reference: orderReference,
      currency: currencyCode,
      owedMinor: amountMinor,
      sinceMs: epochMs,
      /** What marking it given back is decided on. */
      version: z.int(),
      contact: z.nullable(contact),
    }),
  ),
  isCut: z.boolean(),
});
export type RefundsByHand = z.infer<typeof refundsByHand>;
export type RefundByHand = RefundsByHand['refunds'][number];

export const payBackRequest = z.strictObject({
  ...keyed,
  orderId: id,
  currency: currencyCode,
  amountMinor,
  version: z.int().check(z.gte(0)),
});
export type PayBackRequest = z.infer<typeof payBackRequest>;

export const termsRequest = z.strictObject({ ...keyed, terms: settlementTerms });
export type TermsRequest = z.infer<typeof termsRequest>;

const entryName = { streamId: z.string(), seq, entryIndex: z.int() };

/** A week of a producer's account (M4): opening + lines − fees ± adjustments − payouts = closing. */
export const statementView = z.strictObject({
  producerId: z.string(),
  producer: z.string(),
  producerEn,
  currency: currencyCode,
  timeZone: z.string(),
  /** The Monday it begins with, and the last day that belongs to it. */
  from: dayText,
  until: dayText,
  isOver: z.boolean(),
  openingMinor: signedMinor,
  lines: z.array(
    z.strictObject({
      number: z.string(),
      reference: orderReference,
      name: z.string(),
      nameEn,
      units: unitCount,
      deliveredAtMs: z.nullable(epochMs),
      dueUntilMs: z.nullable(epochMs),
      baseMinor: signedMinor,
      feeMinor: signedMinor,
      shareMinor: signedMinor,
      reserved,
      entries: z.array(z.strictObject(entryName)),
    }),
  ),
  adjustments: z.array(
    z.strictObject({ ...entryName, atMs: epochMs, amountMinor: signedMinor, reason: z.string() }),
  ),
  payouts: z.array(
    z.strictObject({ ...entryName, atMs: epochMs, amountMinor: signedMinor, payoutId: z.string() }),
  ),
  baseMinor: signedMinor,
  feeMinor: signedMinor,
  adjustedMinor: signedMinor,
  paidMinor: signedMinor,
  closingMinor: signedMinor,
});
export type StatementView = z.infer<typeof statementView>;

/** A small phone's page: what to pack today, what money comes when, and the goods. */
export const producerPage = z.strictObject({
  asOfMs: epochMs,
  producerId: z.string(),
  producer: z.string(),
  producerEn,
  timeZone: z.string(),
  countFrom: z.enum(['delivery', 'handover']),
  dueDays: z.int(),
  /** What they get of a line (M6), and the next share that is planned; absent: none is. */
  shareBps: z.int(),
  nextShare: z.optional(
    z.strictObject({ fromMs: epochMs, shareBps: z.int(), reserve: z.optional(reserveTerms) }),
  ),
  /** What of that is kept in reserve (M7); absent: nothing. */
  reserve: z.optional(reserveTerms),
  /** Where their newest good comes from, or empty. */
  origin: z.string(),
  /** In which a new good of theirs has its price. */
  currency: currencyCode,
  toPack: z.array(
    z.strictObject({
      name: z.string(),
      nameEn,
      units: unitCount,
      orders: unitCount,
      /** The first day that any of it was promised to be handed over by (P4); absent: none was. */
      shipBy: promisedDates.shipBy,
      /** That day is over. */
      isLate: z.optional(z.literal(true)),
    }),
  ),
  money: z.array(
    z.strictObject({
      currency: currencyCode,
      openMinor: signedMinor,
      keptBack,
      promise,
      /** What comes by which day, and what for. */
      days: z.array(
        z.strictObject({
          dueUntilMs: epochMs,
          amountMinor: signedMinor,
          lines: unitCount,
          /** `paused`: a claim is open; `in_reserve`: kept until then (M7); `taken_back`: a refund after a payout, taken off the next one. */
          why: z.enum(['delivered', 'paused', 'in_reserve', 'taken_back', 'overdue']),
          names: z.array(z.string()),
          /** The same, each in English where there is one; absent where no one has. */
          namesEn: z.optional(z.array(z.string())),
        }),
      ),
      payouts: z.array(z.strictObject({ atMs: epochMs, amountMinor })),
    }),
  ),
  goods: z.array(
    z.strictObject({
      productId: id,
      name: z.string(),
      nameEn,
      picture: z.string(),
      priceMinor,
      currency: currencyCode,
      warehouseUnits: unitCount,
    }),
  ),
  isCut: z.boolean(),
});
export type ProducerPage = z.infer<typeof producerPage>;

/** What the county may put up in public: how the promise is kept. Nobody's name, no amounts of anybody. */
export const boardView = z.strictObject({
  asOfMs: epochMs,
  producers: unitCount,
  promise,
  dueDays: z.int(),
  countFrom: z.enum(['delivery', 'handover']),
  paid: z.array(z.strictObject({ currency: currencyCode, amountMinor: signedMinor })),
});
export type BoardView = z.infer<typeof boardView>;

/** A producer and the account of somebody who works there; the same key again gives a new token for that account. */
export const newProducerRequest = z.strictObject({
  ...keyed,
  producer: line(60),
  name: line(60),
  email: z.string().check(z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+$/)),
});
export type NewProducerRequest = z.infer<typeof newProducerRequest>;
export const newProducerReply = z.strictObject({
  producerId: id,
  /** Signs in once, within seven days. */
  token: z.string(),
});
