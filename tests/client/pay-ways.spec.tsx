import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { firstChosen, keepPayWay } from '../../client/stores/pay-way.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import { fakeLive } from './fake-live.ts';
import { aGuest, fakeWorld } from './fake-world.ts';
import { aGood, aHeldLine, anOrder, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const address = {
  addressId: '0190a000-0000-7000-8000-0000000000d1',
  name: 'Li',
  phoneEnd: '8000',
  address: 'Shaxi',
};
const stage = (payments: PaymentMethod[]) =>
  aStage([aStream({ payments }), ['o', [7]], aGood(7, { listPriceMinor: 2_990 }), aShelf(7), aPin(7)], {
    lines: [aHeldLine(7, 1, 2_990, EIGHT + 3 * MINUTE)],
    routes: { me: () => ({ ...aGuest, addresses: [address] }) },
  });
const checkout = (name: RegExp) => userEvent.click(screen.getByRole('button', { name }));
const foot = () => document.querySelector('.sheet > footer')!;

test('the ways to pay are radios, the first is chosen, and the one button says what is paid now', async () => {
  const { live } = await stage(['sandbox', 'cash_on_delivery']);
  await checkout(/^Checkout ¥/);
  expect(await screen.findByRole('radio', { name: 'Pay online' })).toBeChecked();
  expect(document.querySelectorAll('.pay-ways > label > .icon')).toHaveLength(2);
  // At the foot of the sheet, which does not scroll away.
  expect(foot().querySelectorAll('button')).toHaveLength(1);
  expect(foot()).toHaveTextContent(/^Pay ¥29\.90$/);
  expect(screen.getByText(/^Test mode/)).toBeVisible();
  await userEvent.click(screen.getByRole('radio', { name: 'Pay on delivery' }));
  // What the courier gets, in the place of what online payment does.
  expect(screen.getByText('You pay the courier ¥29.90 when it arrives.')).toBeVisible();
  expect(screen.queryByText(/^Test mode/)).toBeNull();
  expect(live.sent).toHaveLength(0);
  expect(foot()).toHaveTextContent(/^Place order · ¥29\.90$/);
  live.answer(() => ({ ok: true, seq: 12, order: anOrder() }));
  await userEvent.click(screen.getByRole('button', { name: 'Place order · ¥29.90' }));
  await waitFor(() => expect(live.sent).toHaveLength(1));
  expect(live.sent[0]?.request).toMatchObject({ payment: 'cash_on_delivery', expectTotalMinor: 2_990 });
});

test('one way alone is no choice: its button says that it pays, and of the door a line says so before the order', async () => {
  for (const [language, toCheckout, way, words, atTheDoor] of [
    ['en', /^Checkout ¥/, 'sandbox', 'Pay ¥29.90', null],
    ['en', /^Checkout ¥/, 'cash_on_delivery', 'Place order · ¥29.90', 'Pay on delivery, to the courier.'],
    ['zh-CN', /^去结算 ¥/, 'sandbox', '立即付款 ¥29.90', null],
    ['zh-CN', /^去结算 ¥/, 'cash_on_delivery', '提交订单 · ¥29.90', '货到付款，签收时付给快递员。'],
  ] as const) {
    setLanguage(language);
    await stage([way]);
    await checkout(toCheckout);
    expect(await screen.findByRole('button', { name: words })).toBeEnabled();
    expect(screen.queryByRole('radio')).toBeNull();
    if (atTheDoor === null) expect(screen.queryByText(/courier|货到付款/)).toBeNull();
    else expect(screen.getByText(atTheDoor)).toBeVisible();
    cleanup();
  }
});

test('the way that is chosen is kept over a reload, before anything is ordered', async () => {
  const { world } = await stage(['sandbox', 'cash_on_delivery']);
  await checkout(/^Checkout ¥/);
  await userEvent.click(await screen.findByRole('radio', { name: 'Pay on delivery' }));
  expect(firstChosen(['sandbox', 'cash_on_delivery'], world.keep)).toBe('cash_on_delivery');
});

test('what was chosen last on this device is chosen, where it is offered', () => {
  const { keep } = fakeWorld(fakeLive());
  expect(firstChosen(['sandbox', 'cash_on_delivery'], keep)).toBe('sandbox');
  keepPayWay('cash_on_delivery', keep);
  expect(firstChosen(['sandbox', 'cash_on_delivery'], keep)).toBe('cash_on_delivery');
  expect(firstChosen(['sandbox'], keep)).toBe('sandbox');
  expect(firstChosen([], keep)).toBeNull();
});
