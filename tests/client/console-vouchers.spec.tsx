import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { firstDraft, termsOf } from '../../client/market/voucher/voucher-draft.ts';
import { consoleChanges } from '../../client/stores/host/changes.ts';
import { floorOf, takeConsoleFrame } from '../../client/stores/host/floor.ts';
import { HOUR } from '../../shared/values/time.ts';
import type { deskWorld } from './desk-world.ts';
import {
  aConsoleFrame,
  aConsoleVoucher,
  accepted,
  anItem,
  type aWelcome,
  type FakeConsole,
  fakeConsole,
  refusedWith,
} from './fake-console.ts';
import { openConsole } from './open-console.tsx';

let wire: FakeConsole;

const floor = aConsoleFrame(10, {
  order: [1, 2],
  pins: [{ itemNumber: 1, sinceMs: 0 }],
  items: [anItem(1, { name: 'Walnuts', listPriceMinor: 4_200 }), anItem(2, { name: 'Potatoes' })],
});

const OTHER = '0190a000-0000-7000-8000-000000000909';

async function openVouchers(
  more: Partial<typeof floor> = {},
  grants?: Parameters<typeof aWelcome>[1],
  routes: Parameters<typeof deskWorld>[1] = {},
) {
  await openConsole(wire, { ...floor, ...more }, routes, grants);
  await userEvent.click(screen.getByRole('button', { name: 'Stream' }));
  await userEvent.click(screen.getByRole('button', { name: 'Vouchers' }));
}

const sheet = () => within(screen.getByRole('dialog'));
const press = (name: string | RegExp) => userEvent.click(sheet().getByRole('button', { name }));
const fill = async (label: string, text: string) => {
  const field = sheet().getByLabelText(label);
  await userEvent.clear(field);
  await userEvent.type(field, text);
};

beforeEach(() => {
  wire = fakeConsole();
  Element.prototype.scrollIntoView = () => {};
});

test('[V1] a voucher is made in one form and stands in the list with what was claimed of it', async () => {
  await openVouchers();
  wire.answer(() => accepted(11));
  await press('New voucher');
  await fill('Amount off', '10');
  await fill('Minimum spend', '99');
  await press('Create: ¥10.00 off on orders of ¥99.00 or more');
  await expect
    .poll(() => wire.sent[0])
    .toMatchObject({
      command: 'voucher:create',
      request: {
        ...{ off: { kind: 'amount', offMinor: 1_000 }, fromMinor: 9_900, scope: { kind: 'shop' } },
        ...{ fundedBy: 'shop', startsAtMs: null, cap: 100, perBuyerCap: 1 },
      },
    });
  const made = aConsoleVoucher({ claimed: 37, cap: 100 });
  act(() => wire.say.onFrame({ ...floor, to: 11, items: [], orders: [], vouchers: [made] }));
  expect(await screen.findByText('¥10.00 off on orders of ¥99.00 or more')).toBeVisible();
  expect(screen.getByText('37 of 100 used · once per person')).toBeVisible();
});

test('[I4] what the ledger refuses is said in the form, and what cannot be is not sent', async () => {
  await openVouchers();
  await press('New voucher');
  expect(sheet().getByRole('button', { name: 'New voucher' })).toBeDisabled();
  await fill('Amount off', '200');
  await fill('Minimum spend', '99');
  expect(sheet().getByText('Can’t be more than the minimum spend.')).toBeVisible();
  await fill('Amount off', '20');
  wire.answer(() => refusedWith({ code: 'VOUCHER_INVALID', field: 'scope', reason: 'too_many', limit: 100 }));
  await press(/^Create:/);
  expect(await sheet().findByText('A stream can have up to 100 vouchers.')).toBeVisible();
});

test('[V1] [M2] a code that the form makes up has eight characters, and goes out as it stands there', async () => {
  await openVouchers();
  await press('New voucher');
  await fill('Amount off', '10');
  await press('Generate code');
  const first = (sheet().getByLabelText('Promo code') as HTMLInputElement).value;
  expect(first).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
  await press('Generate code');
  const second = (sheet().getByLabelText('Promo code') as HTMLInputElement).value;
  expect(second).not.toBe(first);
  wire.answer(() => accepted(11));
  await press(/^Create:/);
  await expect.poll(() => wire.sent[0]?.request).toMatchObject({ code: second });
});

test('[L4] a voucher is ended from the list; one that is over or gone says so', async () => {
  const over = aConsoleVoucher({ voucherId: '0190a000-0000-7000-8000-000000000902', isEnded: true });
  const gone = aConsoleVoucher({ voucherId: '0190a000-0000-7000-8000-000000000903', claimed: 100, cap: 100 });
  await openVouchers({ vouchers: [over, gone, aConsoleVoucher()] });
  expect(sheet().getByText('Ended')).toBeVisible();
  expect(sheet().getByText('Used up')).toBeVisible();
  wire.answer(() => accepted(11));
  await press('End “¥10.00 off on orders of ¥99.00 or more”');
  await expect.poll(() => wire.sent[0]?.command).toBe('voucher:end');
});

test('[V1] a bundle of the item in hand: less than singly, with the version that was seen', async () => {
  await openVouchers();
  await press('Bundle for No. 1 Walnuts');
  await fill('Bundle price', '126');
  expect(sheet().getByText('Less than ¥126.00, and more than 0.')).toBeVisible();
  await fill('Bundle price', '100');
  wire.answer(() => accepted(11));
  await press('Sell 3 for ¥100.00');
  await expect
    .poll(() => wire.sent[0])
    .toMatchObject({
      command: 'promotion:set',
      request: {
        ...{ itemNumber: 1, version: 1 },
        promotion: { units: 3, totalMinor: 10_000, fundedBy: 'producer' },
      },
    });
});

test('[V1] a voucher with a name and a code: read as people type it, and shown to whoever gave it', async () => {
  const made = aConsoleVoucher({ name: 'For regulars', hasCode: true });
  const other = aConsoleVoucher({ voucherId: OTHER, hasCode: true });
  await openVouchers({ vouchers: [made, other] }, undefined, {
    voucherCodes: () => ({ codes: [{ voucherId: made.voucherId, code: 'SPRING' }] }),
  });
  expect(await sheet().findByText('Promo code SPRING')).toBeVisible();
  expect(sheet().getByText('For regulars')).toBeVisible();
  expect(sheet().getByText('promo code')).toBeVisible();
  await press('New voucher');
  await fill('Amount off', '10');
  await fill('Name', '  Autumn ');
  await fill('Promo code', 'a-1');
  expect(sheet().getByText('4 to 16 letters and digits.')).toBeVisible();
  await fill('Promo code', 'autumn 10');
  wire.answer(() => refusedWith({ code: 'VOUCHER_INVALID', field: 'code', reason: 'code_taken' }));
  await press(/^Create:/);
  expect(await sheet().findByText(/Another voucher of this stream uses this promo code/)).toBeVisible();
  expect(wire.sent[0]).toMatchObject({ request: { name: 'Autumn', code: 'AUTUMN10' } });
});

test('[V3] [L5] what may be changed of a voucher is sent with what was seen, and nothing else; it can be taken back', async () => {
  await openVouchers({ vouchers: [aConsoleVoucher({ version: 7 })] });
  wire.answer(() => accepted(11, { undoUntilMs: Date.now() + HOUR }));
  await press('Edit “¥10.00 off on orders of ¥99.00 or more”');
  expect(sheet().getByRole('button', { name: 'Save' })).toBeDisabled();
  await fill('Name', 'Autumn');
  await fill('Amount off', '8');
  await userEvent.click(sheet().getByRole('radio', { name: '3 h from now' }));
  await fill('Total uses', '250');
  await press('Save');
  await expect
    .poll(() => wire.sent[0])
    .toMatchObject({
      command: 'voucher:edit',
      request: {
        ...{ version: 7, name: 'Autumn', off: { kind: 'amount', offMinor: 800 }, cap: 250 },
        endsAtMs: expect.any(Number),
      },
    });
  expect(wire.sent[0]!.request).not.toHaveProperty('fromMinor');
  const list = within(await screen.findByRole('dialog'));
  await userEvent.click(await list.findByRole('button', { name: 'Close' }));
  const bar = within((await screen.findByText('Edit voucher')).parentElement!);
  await userEvent.click(bar.getByRole('button', { name: /^Undo/ }));
  await expect.poll(() => wire.sent[1]).toMatchObject({ command: 'lineup:undo', request: { seq: 11 } });
});

test('[V3] once it is claimed the form says why what it takes off stays, and takes no fewer than are claimed', async () => {
  await openVouchers({ vouchers: [aConsoleVoucher({ claimed: 37 })] });
  await press('Edit “¥10.00 off on orders of ¥99.00 or more”');
  expect(sheet().getByText(/37 used: the discount was promised there/)).toBeVisible();
  expect(sheet().queryByLabelText('Amount off')).toBeNull();
  await fill('Total uses', '36');
  expect(sheet().getByText('From 37 to 1000000.')).toBeVisible();
  await fill('Total uses', '37');
  expect(sheet().getByRole('button', { name: 'Save' })).toBeEnabled();
});

test('[V2] below the producer’s floor the form asks for their consent, and sends it along', async () => {
  await openVouchers();
  await press('New voucher');
  await fill('Amount off', '10');
  wire.answer(() => refusedWith({ code: 'CONSENT_MISSING', itemNumber: 1, floorMinor: 4_000 }));
  await press(/^Create:/);
  const consent = await sheet().findByRole('checkbox', { name: /below their floor price of ¥40.00/ });
  wire.answer(() => accepted(11));
  await userEvent.click(consent);
  await press(/^Create:/);
  await expect.poll(() => wire.sent[1]).toMatchObject({ request: { floorConsent: true } });
});

test('[V2] so does a bundle that the producer pays for', async () => {
  await openVouchers({ items: [anItem(1, { name: 'Walnuts', listPriceMinor: 4_200, floorMinor: 4_000 })] });
  await press('Bundle for No. 1 Walnuts');
  await fill('Bundle price', '119');
  expect(sheet().getByRole('button', { name: 'Sell 3 for ¥119.00' })).toBeDisabled();
  await userEvent.click(sheet().getByRole('checkbox', { name: /below their floor price of ¥40.00/ }));
  wire.answer(() => accepted(11));
  await press('Sell 3 for ¥119.00');
  await expect
    .poll(() => wire.sent[0])
    .toMatchObject({ command: 'promotion:set', request: { floorConsent: true } });
});

test('[A1] [V2] whoever may not know the floor confirms the consent without it, before or after they are asked', async () => {
  const grants = { isHost: false, grants: ['voucher'] as ['voucher'] };
  const items = [anItem(1, { name: 'Walnuts', listPriceMinor: 4_200, floorMinor: null })];
  await openVouchers({ items }, grants);
  await press('New voucher');
  await fill('Amount off', '10');
  wire.answer(() => refusedWith({ code: 'CONSENT_MISSING', itemNumber: 1 }));
  await press(/^Create:/);
  await userEvent.click(await sheet().findByRole('checkbox', { name: /below their floor price/ }));
  wire.answer(() => accepted(11));
  await press(/^Create:/);
  await expect.poll(() => wire.sent[1]).toMatchObject({ request: { floorConsent: true } });
  await press('Bundle for No. 1 Walnuts');
  await fill('Bundle price', '119');
  const send = sheet().getByRole('button', { name: 'Sell 3 for ¥119.00' });
  expect(send).toBeEnabled();
  await userEvent.click(sheet().getByRole('checkbox', { name: /below their floor price/ }));
  await userEvent.click(send);
  await expect.poll(() => wire.sent[2]).toMatchObject({ request: { floorConsent: true } });
});

test('[A1] who was not granted vouchers sees them and makes none', async () => {
  await openVouchers({ vouchers: [aConsoleVoucher()] }, { isHost: false, grants: ['pin'] });
  expect(sheet().getByText('¥10.00 off on orders of ¥99.00 or more')).toBeVisible();
  expect(sheet().queryByRole('button', { name: 'New voucher' })).toBeNull();
  expect(sheet().queryByRole('button', { name: /^End/ })).toBeNull();
  expect(sheet().queryByRole('button', { name: /^Bundle/ })).toBeNull();
});

test('what the form says is what is sent: a share, shipping, some items', () => {
  const terms = (more: Partial<typeof firstDraft>) => termsOf({ ...firstDraft, ...more }, 'CNY', 1_000).terms;
  expect(terms({ kind: 'percent', share: '12.5', most: '20' })).toMatchObject({
    off: { kind: 'percent', bps: 1_250, maxMinor: 2_000 },
    endsAtMs: 1_000 + 3 * HOUR,
  });
  expect(terms({ kind: 'shipping' })?.off).toEqual({ kind: 'shipping', offMinor: null });
  expect(terms({ kind: 'shipping', off: '5' })?.off).toEqual({ kind: 'shipping', offMinor: 500 });
  expect(terms({ off: '5', scope: 'items' })).toBeNull();
  expect(terms({ off: '5', scope: 'items', itemNumbers: [2] })?.scope).toEqual({
    kind: 'items',
    itemNumbers: [2],
  });
  expect(terms({ kind: 'percent', share: '101', most: '20' })).toBeNull();
  expect(terms({ off: '5', cap: '0' })).toBeNull();
});

test('a bundle that another console set is named as one', () => {
  const was = floorOf(floor);
  const promotion = { units: 3, totalMinor: 10_000, fundedBy: 'host' as const, startsAtMs: 0, endsAtMs: 9 };
  const items = [anItem(1, { name: 'Walnuts', listPriceMinor: 4_200, version: 11, promotion })];
  const is = takeConsoleFrame(was, { ...floor, to: 11, items })!;
  expect(consoleChanges(was, is)).toEqual([{ itemNumber: 1, version: 11, kind: 'promotion' }]);
});
