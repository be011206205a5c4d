import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import {
  CHARACTER_ACTS,
  consoleKeysOf,
  USUAL_KEYS,
  whyNoKey,
} from '../../client/stores/host/console-keys.ts';
import { aConsoleFrame, accepted, anItem, type FakeConsole, fakeConsole } from './fake-console.ts';
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
  wire.answer(() => accepted(11));
  Element.prototype.scrollIntoView = () => {};
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await openConsole(wire, floor);
  return () => vi.useRealTimers();
});

const press = (key: string, more: object = {}) =>
  act(() => void fireEvent.keyDown(document.body, { key, ...more }));
const sent = () => wire.sent.map(({ command, request }) => [command, request.itemNumber]);
const shows = (to: number, itemNumber: number) =>
  act(() =>
    wire.say.onFrame({ ...floor, to, pins: [{ itemNumber, sinceMs: Date.now() }], items: [], orders: [] }),
  );
const openKeys = async () => {
  press('?');
  return within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }));
};

test('N pins the next, and rests after a pin: a double tap pins one', async () => {
  press('n');
  press('n');
  await expect.poll(sent).toEqual([['lineup:pin', 2]]);
  shows(12, 2);
  press('n');
  expect(sent()).toHaveLength(1);
  await act(() => vi.advanceTimersByTimeAsync(600));
  press('n');
  await expect.poll(sent).toEqual([
    ['lineup:pin', 2],
    ['lineup:pin', 3],
  ]);
});

test('an Enter after a number that was final without it presses no button', async () => {
  const button = screen.getByRole('button', { name: /^Pin next/ });
  button.focus();
  const down = (key: string) => fireEvent.keyDown(button, { key, cancelable: true });
  down('3');
  await expect.poll(sent).toEqual([['lineup:pin', 3]]);
  // The browser presses the button for an Enter that nobody prevents.
  expect(down('Enter')).toBe(false);
  expect(down('Enter')).toBe(true);
  expect(sent()).toHaveLength(1);
});

test('the button rests too, and a key that is held down pins once', async () => {
  const button = () => screen.getByRole('button', { name: /^Pin next/ });
  fireEvent.click(button());
  shows(12, 2);
  fireEvent.click(button());
  await act(() => vi.advanceTimersByTimeAsync(600));
  press('PageDown', { repeat: true });
  await expect.poll(sent).toEqual([['lineup:pin', 2]]);
  press('PageDown');
  await expect.poll(sent).toHaveLength(2);
});

test.each([
  ['0', 'lineup:pin', 2],
  ['PageDown', 'lineup:pin', 2],
])('a number pad or a pedal: %s pins the next', async (key, command, itemNumber) => {
  press(key);
  await expect.poll(sent).toEqual([[command, itemNumber]]);
});

test.each([
  ['ArrowDown', 'Numpad2', 2],
  ['Insert', 'Numpad0', 2],
  ['PageDown', 'PageDown', 2],
])(
  'without NumLock the pad counts all the same, and a pedal is a pedal: %s of %s',
  async (key, code, item) => {
    press(key, { code });
    await expect.poll(sent).toEqual([['lineup:pin', item]]);
  },
);

test('a number pad flashes by *, and takes back by its point, whatever that is called', async () => {
  press('*');
  const price = await screen.findByLabelText('Flash price');
  // A second tap of it is no part of the price.
  expect(fireEvent.keyDown(price, { key: '*', code: 'NumpadMultiply' })).toBe(false);
  wire.answer(() => accepted(11, { undoUntilMs: Date.now() + 5_000 }));
  fireEvent.submit(document.getElementById('flash-form')!);
  await expect.poll(sent).toEqual([['flash-sale:start', 1]]);
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  press(',', { code: 'NumpadDecimal' });
  await expect.poll(() => wire.sent.at(-1)?.command).toBe('lineup:undo');
});

const many = {
  ...floor,
  ...{ to: 12, lineupVersion: 4, order: [1, 2, 3, 12, 20] },
  items: [anItem(12, { name: 'Black beans', listPriceMinor: 4_500 }), anItem(20, { name: 'Ham' })],
};

test('* right after digits flashes the product that was typed, while its pin is on its way', async () => {
  wire.answer(() => new Promise(() => {}));
  press('2');
  press('*');
  expect(await screen.findByRole('dialog', { name: /2 Potatoes/ })).toBeVisible();
  expect(sent()).toEqual([['lineup:pin', 2]]);
});

test('* does not wait for a longer number: of 1 and 12 it flashes 1', async () => {
  wire.answer(() => new Promise(() => {}));
  act(() => wire.say.onFrame({ ...many, pins: [{ itemNumber: 3, sinceMs: Date.now() }] }));
  press('1');
  press('*');
  expect(await screen.findByRole('dialog', { name: /1 Walnuts/ })).toBeVisible();
  expect(sent()).toEqual([['lineup:pin', 1]]);
});

test.each(['*', 's', 'u'])('%s after the beginning of a number acts on nothing', async (key) => {
  act(() => wire.say.onFrame({ ...many, order: [1, 3, 12, 20] }));
  press('2');
  press(key);
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(sent()).toEqual([]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('who composes a word has no key of the console in it', () => {
  press('s', { isComposing: true });
  press('2', { isComposing: true });
  expect(sent()).toEqual([]);
});

test('switched off, no key acts on air, arrows choose, and it stays off on this device', async () => {
  const keys = await openKeys();
  await userEvent.setup({ advanceTimers: vi.advanceTimersByTime }).click(keys.getByRole('switch'));
  act(() => void fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true })));
  expect(screen.getByText('Keyboard shortcuts are off')).toBeInTheDocument();
  for (const key of ['2', 's', 'n', 'u', 'Enter', 'PageDown', '0', '*', '?']) press(key);
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(sent()).toEqual([]);
  expect(screen.queryByRole('dialog')).toBeNull();
  press('ArrowDown');
  const now = within(screen.getByRole('region', { name: 'Now' }));
  expect(now.getByRole('button', { name: 'Pin 2' })).toBeInTheDocument();
});

test('an act takes another key; one that is taken, and one of the number pad, are refused in words', async () => {
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  const keys = await openKeys();
  const stop = () => keys.getByRole('button', { name: /^Stop or resume sales/ });
  await user.click(stop());
  await user.keyboard('f');
  expect(keys.getByRole('alert')).toHaveTextContent('Already used: Flash');
  await user.keyboard('7');
  expect(keys.getByRole('alert')).toHaveTextContent(/belong to the number pad/);
  await user.keyboard('x');
  expect(stop()).toHaveAccessibleName('Stop or resume sales: X. Choose another key');
  act(() => void fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true })));
  press('s');
  press('x');
  await expect.poll(sent).toEqual([['stock:stop', 1]]);
  const again = await openKeys();
  await user.click(again.getByRole('button', { name: 'Reset to default keys' }));
  expect(again.getByRole('button', { name: /^Stop or resume sales: S/ })).toBeInTheDocument();
});

test('what a device kept is taken if it is whole, and is as usual else', () => {
  const keeps = (text: string | null) => ({ read: () => text, write: () => {}, remove: () => {} });
  const keysOf = (text: string | null) => consoleKeysOf(keeps(text)).getState();
  expect(keysOf(JSON.stringify({ isOn: false, keys: { ...USUAL_KEYS, stop: 'x' } }))).toEqual({
    isOn: false,
    keys: { ...USUAL_KEYS, stop: 'x' },
  });
  for (const broken of [null, '{', '[]', '{"keys":{"stop":"f"}}', '{"keys":{"stop":"77"}}']) {
    expect(keysOf(broken)).toEqual({ isOn: true, keys: USUAL_KEYS });
  }
  for (const each of CHARACTER_ACTS) expect(whyNoKey(USUAL_KEYS[each], each, USUAL_KEYS)).toBeNull();
});
