import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { ConsoleItem } from '../../shared/contract/console.ts';
import { anOperator } from './desk-world.ts';
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
const floor = aConsoleFrame(10, {
  lineupVersion: 3,
  order: [1, 2, 3],
  pins: [{ itemNumber: 1, sinceMs: Date.now() }],
  items: [anItem(1, { name: 'Walnuts' }), anItem(2, { name: 'Potatoes' }), anItem(3, { name: 'Honey' })],
});

beforeEach(async () => {
  wire = fakeConsole();
  Element.prototype.scrollIntoView = () => {};
  await openConsole(wire, floor);
});

const strip = () => within(screen.getByRole('region', { name: 'Alerts' }));
const said = () => strip().getByRole('status');
const press = (key: string) => act(() => void fireEvent.keyDown(document.body, { key }));
const frame = (to: number, items: ConsoleItem[], more: object = {}) =>
  act(() => wire.say.onFrame({ ...floor, to, items, orders: [], ...more }));
const changedElsewhere = (to: number, itemNumber: number) =>
  frame(to, [anItem(itemNumber, { name: `Good ${itemNumber}`, version: to, listPriceMinor: to })]);

test('the strip is there without an alert, and says that there is none', () => {
  expect(said()).toHaveTextContent('No alerts');
  expect(strip().queryByRole('button')).toBeNull();
});

test('the newest stands in the strip, a count opens all of them', async () => {
  changedElsewhere(11, 1);
  changedElsewhere(12, 2);
  changedElsewhere(13, 3);
  expect(said()).toHaveTextContent('Someone else changed the price of No. 3 Good 3.');
  await userEvent.click(strip().getByRole('button', { name: '2 more' }));
  const all = within(screen.getByRole('dialog', { name: 'Alerts' }));
  expect(all.getAllByRole('listitem').map((each) => each.textContent)).toEqual([
    expect.stringContaining('3 Good 3'),
    expect.stringContaining('2 Good 2'),
    expect.stringContaining('1 Good 1'),
  ]);
  await userEvent.click(all.getAllByRole('button', { name: 'Dismiss' })[1]!);
  expect(all.getAllByRole('listitem')).toHaveLength(2);
  expect(all.queryByText(/2 Good 2/)).toBeNull();
});

test('of several that came in one frame the newest change leads', () => {
  frame(14, [
    anItem(1, { name: 'Walnuts', version: 12, listPriceMinor: 5 }),
    anItem(2, { name: 'Potatoes', version: 14, listPriceMinor: 5 }),
    anItem(3, { name: 'Honey', version: 13, listPriceMinor: 5 }),
  ]);
  expect(said()).toHaveTextContent('Someone else changed the price of No. 2 Potatoes.');
});

test('[I1] what has to be decided stands before what is only told, and goes with its answer', async () => {
  wire.answer(() => refusedWith({ code: 'UNAVAILABLE', retryAfterMs: 500 }));
  press('s');
  await strip().findByText('Checking again never does it twice.');
  changedElsewhere(12, 2);
  expect(said()).toHaveTextContent(/^Stop No\. 1 Walnuts: /);
  expect(strip().getByRole('button', { name: '1 more' })).toBeVisible();
  wire.answer(() => accepted(13));
  await userEvent.click(strip().getByRole('button', { name: 'Check again' }));
  await expect.poll(() => said().textContent).toMatch(/^Someone else changed the price of No\. 2/);
});

test('no alert comes under the pointer: what it rests on stays, and the newer one is counted', async () => {
  changedElsewhere(11, 1);
  const region = screen.getByRole('region', { name: 'Alerts' });
  await userEvent.hover(region);
  changedElsewhere(12, 2);
  expect(said()).toHaveTextContent('1 Good 1');
  expect(strip().getByRole('button', { name: '1 more' })).toBeVisible();
  await userEvent.unhover(region);
  expect(said()).toHaveTextContent('2 Good 2');
});

test('[F1] the warning of a flash goes when the flash is undone', async () => {
  wire.answer(() => accepted(11, { undoUntilMs: Date.now() + 5_000, warning: { recentLowMinor: 400 } }));
  press('f');
  await userEvent.click(screen.getByRole('button', { name: /Start flash/ }));
  await expect.poll(() => said().textContent).toMatch(/cheaper within the last 30 days/);
  const flash = aConsoleFlash({ version: 11, endsAtMs: Date.now() + 300_000 });
  const undoable = [{ seq: 11, untilMs: Date.now() + 5_000 }];
  frame(11, [anItem(1, { name: 'Walnuts', version: 11, flash })], { undoable });
  expect(said()).toHaveTextContent(/cheaper within the last 30 days/);
  wire.answer(() => accepted(12));
  press('z');
  await expect.poll(() => wire.sent.at(-1)?.command).toBe('lineup:undo');
  frame(12, [anItem(1, { name: 'Walnuts', version: 12, flash: null })]);
  await expect.poll(() => said().textContent).toBe('No alerts');
});

test('what another console did is told until it is no longer so', () => {
  frame(11, [anItem(2, { name: 'Potatoes', version: 11 })], { pins: [{ itemNumber: 2, sinceMs: 1 }] });
  expect(said()).toHaveTextContent('Someone else pinned No. 2 Potatoes.');
  frame(12, [anItem(3, { name: 'Honey', version: 12 })], { pins: [{ itemNumber: 3, sinceMs: 2 }] });
  expect(said()).toHaveTextContent('Someone else pinned No. 3 Honey.');
  expect(strip().queryByRole('button', { name: '1 more' })).toBeNull();
});

test('[A2] who did it is read in the log: another by name, oneself on another device', async () => {
  let by: object = { staffId: 'somebody', device: 'd', name: '段丽华', nameEn: 'Duan Lihua' };
  cleanup();
  wire = fakeConsole();
  await openConsole(wire, floor, {
    streamActivity: () => ({ entries: [11, 12].map((seq) => ({ seq, by })) }),
  });
  frame(11, [anItem(2, { name: 'Potatoes', version: 11 })], { pins: [{ itemNumber: 2, sinceMs: 1 }] });
  await expect.poll(() => said().textContent).toBe('Duan Lihua pinned No. 2 Potatoes.');
  by = { ...by, staffId: anOperator.staff!.staffId };
  frame(12, [anItem(3, { name: 'Honey', version: 12 })], { pins: [{ itemNumber: 3, sinceMs: 2 }] });
  await expect.poll(() => said().textContent).toBe('You, on another device, pinned No. 3 Honey.');
});

test('several products that run low are one alert, the pinned one another', () => {
  frame(11, [
    anItem(1, { name: 'Walnuts', available: 4 }),
    anItem(2, { name: 'Potatoes', available: 3 }),
    anItem(3, { name: 'Honey', available: 2 }),
  ]);
  expect(said()).toHaveTextContent('1 Walnuts: 4 left.');
  expect(strip().getByRole('button', { name: '1 more' })).toBeVisible();
  frame(12, [anItem(1, { name: 'Walnuts', available: 90 })]);
  expect(said()).toHaveTextContent('Running low: No. 2, No. 3');
});

test('[I5] what a restore lost is said with its count until it was read; after a failover the pause says it', async () => {
  const gap = { sinceMs: Date.now() - 60_000, restoredAtMs: Date.now(), ordersLost: 37 };
  frame(11, [], { gap });
  expect(said()).toHaveTextContent(/^Restored from a backup at .*: 37 orders placed after .* are missing\./);
  frame(12, [], { gap: { ...gap, ordersLost: 1 } });
  expect(said()).toHaveTextContent(/1 order placed after .* is missing\./);
  frame(13, [], { gap: { ...gap, ordersLost: null } });
  expect(said()).toHaveTextContent(/orders placed after .* may be missing\./);
  await userEvent.click(strip().getByRole('button', { name: 'Dismiss' }));
  expect(said()).toHaveTextContent('No alerts');
  const pause = { reason: 'tail_lost' as const, found: '2 orders are gone', sinceMs: Date.now() };
  frame(14, [], { pause, gap: { ...gap, restoredAtMs: Date.now() + 1, ordersLost: null } });
  expect(said()).toHaveTextContent(/^Sales paused since/);
  expect(strip().queryByRole('button', { name: /more/ })).toBeNull();
});

test('[S6] a pause of the sale is said in the strip, and decided in what it opens', async () => {
  const pause = { reason: 'audit' as const, found: 'INV3: item 1 says 4 sold', sinceMs: Date.now() };
  frame(11, [], { pause });
  expect(said()).toHaveTextContent(/^Sales paused since/);
  await userEvent.click(strip().getByRole('button', { name: 'Details' }));
  const all = within(screen.getByRole('dialog', { name: 'Alerts' }));
  expect(all.getByText('INV3: item 1 says 4 sold')).toBeVisible();
  expect(all.getByRole('button', { name: 'Checked: resume sales' })).toBeEnabled();
});
