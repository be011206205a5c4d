import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useHostSentence } from '../../client/screens/staff/console/host-sentence.ts';
import { fieldSentence } from '../../client/ui/field-sentence.ts';
import type { Wording } from '../../client/ui/sentences.ts';
import type { FieldRange } from '../../shared/contract/any-request.ts';
import type { RefusalOf } from '../../shared/contract/refusals.ts';
import { formatMoney } from '../../shared/values/money.ts';

function say(field: string, range: FieldRange, value?: string, language: 'en' | 'zh-CN' = 'en') {
  const reason: RefusalOf<'BAD_REQUEST'> = { code: 'BAD_REQUEST', field, range, ...(value && { value }) };
  const wording: Wording = {
    money: (minor) => formatMoney(minor, 'CNY', language),
    clock: String,
    day: String,
  };
  return fieldSentence(reason, language, wording);
}

test('a field that was refused says what may stand there and what stood there, in both languages', () => {
  const pieces: FieldRange = { of: 'whole', min: 1, max: 99 };
  expect(say('lines.0.units', pieces, '120')).toBe(
    'The number of units must be a whole number from 1 to 99, not 120.',
  );
  expect(say('lines.0.units', pieces, '120', 'zh-CN')).toBe('件数应为 1 到 99 的整数，不能是 120。');
  expect(say('title', { of: 'characters', min: 1, max: 80 })).toBe('The title can have 1 to 80 characters.');
  expect(say('title', { of: 'characters', min: 1, max: 80 }, undefined, 'zh-CN')).toBe(
    '标题应为 1 到 80 个字。',
  );
  expect(say('order', { of: 'entries', max: 500 })).toBe('“order” can have up to 500 entries.');
  expect(say('afterEnd', { of: 'words', words: ['list', 'off'] }, '"none"')).toBe(
    '“afterEnd” must be one of list, off, not "none".',
  );
});

test('an amount is said as money, also the one that stood there', () => {
  const amount: FieldRange = { of: 'whole', min: 1, max: 99_999_999 };
  expect(say('priceMinor', amount, '0')).toBe('The price must be from ¥0.01 to ¥999,999.99, not ¥0.00.');
  expect(say('priceMinor', amount, '0', 'zh-CN')).toBe('价格应为 ¥0.01 到 ¥999,999.99，不能是 ¥0.00。');
});

test('the forms of hosts and operators say it; without a range they say what they said', () => {
  const { result } = renderHook(() => useHostSentence('CNY'));
  const refused = { code: 'BAD_REQUEST', field: 'buyerLimit' } as const;
  expect(result.current({ ...refused, range: { of: 'whole', min: 1, max: 99 }, value: '120' })).toBe(
    'The limit per person must be a whole number from 1 to 99, not 120.',
  );
  expect(result.current(refused)).toBe('The field “buyerLimit” isn’t valid.');
});
