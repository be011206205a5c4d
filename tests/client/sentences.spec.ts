import { describe, expect, test } from 'vitest';
import { hostOnlySentence } from '../../client/screens/console/host-only-sentences.ts';
import { afterSaleSentence } from '../../client/ui/after-sale-sentences.ts';
import { checkoutSentence } from '../../client/ui/checkout-sentences.ts';
import { newcomerSentence } from '../../client/ui/newcomer-sentences.ts';
import { rareSentence } from '../../client/ui/rare-sentences.ts';
import { type Reason, sentenceFor, type Wording } from '../../client/ui/sentences.ts';
import { clockSecond } from '../../client/ui/time-words.ts';
import { waitlistSentence } from '../../client/ui/waitlist-sentences.ts';
import { type Refusal, type RefusalCode, refusalCodes } from '../../shared/contract/refusals.ts';
import { formatMoney } from '../../shared/values/money.ts';

const at = Date.UTC(2026, 4, 9, 12, 14, 30);

/** One refusal per code, with numbers that a sentence has to say. */
const examples: { [Code in RefusalCode]: Extract<Refusal, { code: Code }> } = {
  SOLD_OUT: { code: 'SOLD_OUT' },
  ALL_HELD: { code: 'ALL_HELD', nextFreeAtMs: at },
  INSUFFICIENT: { code: 'INSUFFICIENT', max: 17 },
  STOPPED: { code: 'STOPPED' },
  FLASH_NOT_STARTED: { code: 'FLASH_NOT_STARTED', nowMinor: 2_990, startsAtMs: at },
  FLASH_ENDED: { code: 'FLASH_ENDED', endedAtMs: at },
  FLASH_QUOTA_GONE: { code: 'FLASH_QUOTA_GONE', nowMinor: 2_990 },
  PRICE_CHANGED: { code: 'PRICE_CHANGED', wasMinor: 1_990, nowMinor: 2_990 },
  BUYER_LIMIT: { code: 'BUYER_LIMIT', allowance: 17 },
  HOLD_LIMIT: { code: 'HOLD_LIMIT', allowance: 17 },
  NEWCOMER_LIMIT: { code: 'NEWCOMER_LIMIT', max: 17 },
  NEWCOMER_SHARE: { code: 'NEWCOMER_SHARE', max: 17, nextAtMs: at },
  UNPAID_ORDERS: { code: 'UNPAID_ORDERS', max: 17, orders: [] },
  HOLD_EXPIRED: { code: 'HOLD_EXPIRED', heldUnits: 17, nowMinor: 2_990 },
  CART_EMPTY: { code: 'CART_EMPTY' },
  CART_CHANGED: { code: 'CART_CHANGED', units: 17 },
  NOT_RESERVED: { code: 'NOT_RESERVED', units: 17, nowMinor: 2_990 },
  TOO_MANY_LINES: { code: 'TOO_MANY_LINES', max: 50 },
  NOT_IN_LINEUP: { code: 'NOT_IN_LINEUP' },
  ADDRESS_REQUIRED: { code: 'ADDRESS_REQUIRED' },
  ADDRESS_NOT_SERVED: { code: 'ADDRESS_NOT_SERVED' },
  PAYMENT_FAILED: { code: 'PAYMENT_FAILED', possible: ['sandbox'] },
  NOT_CANCELLABLE: { code: 'NOT_CANCELLABLE' },
  VOUCHER_GONE: { code: 'VOUCHER_GONE', voucherId: 'v', reason: 'used_up', nowMinor: 2_990 },
  VOUCHER_NOT_MET: { code: 'VOUCHER_NOT_MET', voucherId: 'v', missingMinor: 500, nowMinor: 2_990 },
  WAITLIST_INVALID: { code: 'WAITLIST_INVALID', reason: 'full' },
  PARCEL_INVALID: { code: 'PARCEL_INVALID', reason: 'too_early', readyAtMs: at },
  CLAIM_INVALID: { code: 'CLAIM_INVALID', reason: 'units', max: 17 },
  STREAM_NOT_LIVE: { code: 'STREAM_NOT_LIVE' },
  STREAM_CLOSED: { code: 'STREAM_CLOSED' },
  REHEARSAL: { code: 'REHEARSAL' },
  SELLING_PAUSED: { code: 'SELLING_PAUSED' },
  STALE_VERSION: { code: 'STALE_VERSION', version: 3 },
  FLASH_INVALID: { code: 'FLASH_INVALID', field: 'cap', reason: 'cap', limit: 17 },
  VOUCHER_INVALID: { code: 'VOUCHER_INVALID', field: 'totalMinor', reason: 'not_cheaper', limit: 2_990 },
  STOCK_INVALID: { code: 'STOCK_INVALID', available: 17 },
  CONSENT_MISSING: { code: 'CONSENT_MISSING', floorMinor: 2_990 },
  PAGE_INVALID: { code: 'PAGE_INVALID', field: 'scheduledAtMs', reason: 'started' },
  PICTURE_QUOTA: { code: 'PICTURE_QUOTA', of: 'giver', maxMb: 17 },
  MERGE_LIMIT: { code: 'MERGE_LIMIT', max: 17 },
  LAST_OPERATOR: { code: 'LAST_OPERATOR' },
  KEY_REUSED: { code: 'KEY_REUSED' },
  LOST_IN_RESTORE: { code: 'LOST_IN_RESTORE', sinceMs: at, restoredAtMs: at, ask: 'Yang' },
  FORBIDDEN: { code: 'FORBIDDEN' },
  UNAUTHENTICATED: { code: 'UNAUTHENTICATED' },
  NOT_FOUND: { code: 'NOT_FOUND' },
  BAD_REQUEST: { code: 'BAD_REQUEST', field: 'units' },
  RATE_LIMITED: { code: 'RATE_LIMITED', retryAfterMs: 17_000 },
  UPGRADE_REQUIRED: { code: 'UPGRADE_REQUIRED' },
  BUSY: { code: 'BUSY', retryAfterMs: 17_000 },
  UNAVAILABLE: { code: 'UNAVAILABLE', retryAfterMs: 17_000 },
  INTERNAL: { code: 'INTERNAL' },
};

/** As a host is told it; a viewer is told nothing that only a host can be refused. */
function say(reason: Reason, language: 'en' | 'zh-CN'): string {
  const wording: Wording = {
    money: (minor) => formatMoney(minor, 'CNY', language),
    clock: (ms) => clockSecond(ms, language),
  };
  const apart =
    hostOnlySentence(reason, language, wording) ??
    afterSaleSentence(reason, language, wording) ??
    checkoutSentence(reason, language, wording) ??
    waitlistSentence(reason, language, wording) ??
    newcomerSentence(reason, language, wording) ??
    rareSentence(reason, language, wording);
  return apart ?? sentenceFor(reason, language, wording);
}

describe.each(['en', 'zh-CN'] as const)('[I4] every refusal in %s', (language) => {
  test.each(refusalCodes)('%s is a sentence with the numbers that matter now', (code) => {
    const sentence = say(examples[code], language);
    expect(sentence).toMatch(language === 'en' ? /^[A-Z0-9].*\.$/ : /[。]$/);
    expect(sentence).not.toMatch(/undefined|NaN|\[object/);
    const facts = JSON.stringify(examples[code]);
    if (facts.includes('2990')) expect(sentence).toContain('29.90');
    if (/:17(000)?[,}]/.test(facts)) expect(sentence).toContain('17');
    if (facts.includes(String(at))) expect(sentence).toContain(':14:30');
  });
});

test('[I4] no two codes say the same', () => {
  for (const language of ['en', 'zh-CN'] as const) {
    const all = refusalCodes.map((code) => say(examples[code], language));
    expect(new Set(all).size).toBe(all.length);
  }
});

test('every fault of a flash form has its own words', () => {
  const reasons = [
    'not_below_list',
    'below_floor',
    'duration',
    'cap',
    'per_buyer_cap',
    'prelaunch',
    'overlap',
    'frozen',
    'only_up',
    'only_earlier',
    'above_recent_low',
    'running',
    'ended',
  ] as const;
  for (const language of ['en', 'zh-CN'] as const) {
    const all = reasons.map((reason) => say({ code: 'FLASH_INVALID', field: 'x', reason }, language));
    expect(new Set(all).size).toBe(reasons.length);
  }
});

test('every fault of a voucher form, and every way a voucher is gone, has its own words', () => {
  const faults = [
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
  ] as const;
  const gone = ['not_started', 'ended', 'used_up', 'buyer_limit'] as const;
  for (const language of ['en', 'zh-CN'] as const) {
    const all = [
      ...faults.map((reason) => say({ code: 'VOUCHER_INVALID', field: 'x', reason }, language)),
      ...gone.map((reason) => say({ code: 'VOUCHER_GONE', voucherId: 'v', reason, nowMinor: 1 }, language)),
    ];
    expect(new Set(all).size).toBe(faults.length + gone.length);
  }
});

test('every reason for having no place on a waiting list has its own words', () => {
  const reasons = ['first_paid', 'waiting', 'too_many', 'full', 'in_stock'] as const;
  for (const language of ['en', 'zh-CN'] as const) {
    const all = reasons.map((reason) => say({ code: 'WAITLIST_INVALID', reason }, language));
    expect(new Set(all).size).toBe(reasons.length);
  }
});

test('a reason that only hosts know is still a sentence to a viewer', () => {
  const wording: Wording = { money: String, clock: String };
  expect(sentenceFor(examples.STALE_VERSION, 'en', wording)).toBe('This request isn’t valid.');
});

test('no answer is not a no', () => {
  expect(say({ code: 'NO_ANSWER' }, 'en')).toContain('never counts twice');
});
