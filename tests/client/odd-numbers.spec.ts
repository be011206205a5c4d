import { expect, test } from 'vitest';
import { wholeNumber } from '../../client/screens/staff/console/whole-number.ts';
import { parseMoney } from '../../shared/values/money.ts';

test('[X124] what a page sends of 1.0000000000000001 is 1; typed into a form it is no number', () => {
  const sent = JSON.parse('1.0000000000000001') as number;
  expect(JSON.stringify({ units: sent })).toBe('{"units":1}');
  expect(wholeNumber('1.0000000000000001')).toBeNull();
  expect(parseMoney('1.0000000000000001', 'CNY')).toBeNull();
});

test('[X125] what a page sends of -0 is 0; typed into a form it is no number', () => {
  expect(JSON.stringify({ units: -0 })).toBe('{"units":0}');
  expect(wholeNumber('-0')).toBeNull();
  expect(parseMoney('-0', 'CNY')).toBeNull();
});
