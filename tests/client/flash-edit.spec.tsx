import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { typedMinute } from '../../client/ui/typed-time.ts';
import {
  aConsoleFlash,
  aConsoleFrame,
  accepted,
  anItem,
  type FakeConsole,
  fakeConsole,
  refusedWith,
} from './fake-console.ts';
import { openConsole } from './open-console.tsx';

let wire: FakeConsole;
const MINUTE = 60_000;

beforeEach(() => {
  wire = fakeConsole();
  Element.prototype.scrollIntoView = () => {};
});

/** The console with a flash of item 1, and the form of its change. */
async function openEdit(more: Parameters<typeof aConsoleFlash>[0], item: { floorMinor?: number } = {}) {
  const flash = aConsoleFlash({ version: 9, priceMinor: 1_200, cap: 20, free: 20, perBuyerCap: 2, ...more });
  const floor = aConsoleFrame(10, {
    order: [1],
    pins: [{ itemNumber: 1, sinceMs: Date.now() }],
    items: [anItem(1, { name: 'Walnuts', listPriceMinor: 2_000, available: 50, held: 0, flash, ...item })],
  });
  await openConsole(wire, floor);
  wire.answer(() => accepted(11));
  await userEvent.click(await screen.findByRole('button', { name: 'Change' }));
  return { flash, floor, sheet: within(await screen.findByRole('dialog')) };
}
const write = async (field: HTMLElement, text: string) => {
  await userEvent.clear(field);
  await userEvent.type(field, text);
};
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save changes' }));

test('[F2] before its start price, start, length, units and how many a person can change; only changes are sent', async () => {
  const startsAtMs = Date.now() + 40_000;
  const { flash, sheet } = await openEdit({
    startsAtMs,
    endsAtMs: startsAtMs + 5 * MINUTE,
    phase: 'announced',
  });
  await write(sheet.getByLabelText('Flash price'), '11');
  await write(sheet.getByLabelText('Minutes'), '8');
  await save();
  await expect
    .poll(() => wire.sent[0]?.request)
    .toEqual({
      key: expect.any(String),
      flashId: flash.flashId,
      version: 9,
      priceMinor: 1_100,
      endsAtMs: startsAtMs + 8 * MINUTE,
    });
});

test('[F1] [F2] put below the floor it needs the producer’s consent, and says that there is one', async () => {
  const startsAtMs = Date.now() + 40_000;
  const times = { startsAtMs, endsAtMs: startsAtMs + 5 * MINUTE, phase: 'announced' as const };
  const { sheet } = await openEdit(times, { floorMinor: 1_150 });
  await write(sheet.getByLabelText('Flash price'), '11.60');
  expect(sheet.queryByRole('checkbox')).toBeNull();
  await write(sheet.getByLabelText('Flash price'), '11');
  expect(screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
  await userEvent.click(
    sheet.getByRole('checkbox', { name: /agreed to go below their floor price of ¥11.50/ }),
  );
  await save();
  await expect
    .poll(() => wire.sent[0]?.request)
    .toMatchObject({ priceMinor: 1_100, floorConsent: true, version: 9 });
});

test('[F2] put to a time of day, it starts at the next instant that the shop’s clock shows it', async () => {
  const startsAtMs = Date.now() + 40_000;
  const { sheet } = await openEdit({ startsAtMs, endsAtMs: startsAtMs + 5 * MINUTE, phase: 'announced' });
  await userEvent.click(sheet.getByLabelText('at a time'));
  const meantMs = Math.ceil((Date.now() + 20 * MINUTE) / MINUTE) * MINUTE;
  const meant = typedMinute(meantMs).slice(11);
  const field = sheet.getByLabelText('Start time');
  await write(field, '20:7');
  expect(field).not.toHaveAttribute('aria-invalid');
  await userEvent.tab();
  expect(field).toHaveValue('20:7');
  expect(field).toHaveAccessibleDescription('Enter a time within the next 12 hours, like 20:30.');
  expect(field).toBeInvalid();
  await write(field, meant.replace(':', ''));
  expect(field).toHaveValue(meant.replace(':', ''));
  expect(field).toBeValid();
  await save();
  expect(field).toHaveValue(meant);
  await expect.poll(() => wire.sent.length).toBe(1);
  expect(wire.sent[0]!.request).toMatchObject({ startsAtMs: meantMs, endsAtMs: meantMs + 5 * MINUTE });
});

test('[F2] put later, it lasts as long', async () => {
  const startsAtMs = Date.now() + 20_000;
  const { sheet } = await openEdit({ startsAtMs, endsAtMs: startsAtMs + 5 * MINUTE, phase: 'announced' });
  await userEvent.click(sheet.getByLabelText('in 1 min'));
  await save();
  await expect.poll(() => wire.sent.length).toBe(1);
  const sent = wire.sent[0]!.request as { startsAtMs: number; endsAtMs: number };
  expect(sent.startsAtMs).toBeGreaterThan(startsAtMs + 30_000);
  expect(sent.endsAtMs - sent.startsAtMs).toBe(5 * MINUTE);
});

test('[F2] while it runs the price is no field, units go up alone, and it ends earlier', async () => {
  const endsAtMs = Date.now() + 9.5 * MINUTE;
  const { sheet } = await openEdit({ startsAtMs: Date.now() - MINUTE, endsAtMs, phase: 'running' });
  expect(sheet.queryByLabelText('Flash price')).toBeNull();
  await write(sheet.getByLabelText('Units in the flash sale'), '19');
  expect(sheet.getByText('From 20 to 50.')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
  await write(sheet.getByLabelText('Units in the flash sale'), '25');
  await write(sheet.getByLabelText('Ends in (minutes)'), '2');
  await save();
  await expect.poll(() => wire.sent[0]?.request).toMatchObject({ version: 9, cap: 25 });
  const sent = wire.sent[0]!.request as { endsAtMs: number };
  expect(sent).not.toHaveProperty('priceMinor');
  expect(sent.endsAtMs).toBeLessThan(endsAtMs - 7 * MINUTE);
});

test('what is refused stands in the form; a flash that ended meanwhile is not changed', async () => {
  const startsAtMs = Date.now() + 40_000;
  const { flash, floor, sheet } = await openEdit({
    ...{ startsAtMs, endsAtMs: startsAtMs + 5 * MINUTE, phase: 'announced' },
  });
  wire.answer(() => refusedWith({ code: 'FLASH_INVALID', field: 'cap', reason: 'cap', limit: 12 }));
  await write(sheet.getByLabelText('Units in the flash sale'), '30');
  await save();
  expect(await sheet.findByText('This flash sale can have up to 12 units.')).toBeVisible();
  act(() =>
    wire.say.onFrame({
      ...floor,
      ...{ to: 12, orders: [], items: [anItem(1, { version: 12, flash: { ...flash, phase: 'over' } })] },
    }),
  );
  expect(screen.getByText('This flash sale is over.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull();
});

test('[F1] refused for a floor that was set meanwhile, it asks for the consent to that one', async () => {
  const startsAtMs = Date.now() + 40_000;
  const { sheet } = await openEdit({
    ...{ startsAtMs, endsAtMs: startsAtMs + 5 * MINUTE, phase: 'announced' },
  });
  wire.answer(() => refusedWith({ code: 'CONSENT_MISSING', itemNumber: 1, floorMinor: 1_000 }));
  await write(sheet.getByLabelText('Flash price'), '9');
  await save();
  const consent = await sheet.findByRole('checkbox', { name: /below their floor price of ¥10.00/ });
  wire.answer(() => accepted(11));
  await userEvent.click(consent);
  await save();
  await expect.poll(() => wire.sent.at(-1)?.request).toMatchObject({ priceMinor: 900, floorConsent: true });
});

test('a running flash tells its price, also once its last unit is taken', async () => {
  const flash = aConsoleFlash({ priceMinor: 1_200, cap: 20, free: 0, sold: 20 });
  const item = anItem(1, { listPriceMinor: 2_000, available: 50, held: 0, flash });
  await openConsole(wire, aConsoleFrame(10, { order: [1], items: [item] }));
  expect(within(screen.getByRole('region', { name: 'Flash' })).getByText('¥12.00')).toBeVisible();
});
