import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { byWanted, floorOf, nextItem } from '../../client/stores/host/floor.ts';
import { arranged } from '../../client/stores/host/host-state.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { aConsoleFrame, anItem, fakeConsole } from './fake-console.ts';
import { emptyMine } from './fake-live.ts';
import { aGood, aShelf, aStream, EIGHT } from './market.ts';
import { openConsole } from './open-console.tsx';
import { aStage } from './stage.tsx';

const shop: Change[] = [
  aStream(),
  aGood(1, { name: 'Walnuts' }),
  aGood(2, { name: 'Beans' }),
  aShelf(1),
  aShelf(2),
  ['o', [1, 2]],
  ['p', [[1, EIGHT]]],
];
const pinned = (itemNumber: number): Change => ['p', [[itemNumber, EIGHT + 1]]];
const ok = { ok: true, seq: 11 } as never;
const ask = () => screen.getByRole('button', { name: 'Show me Beans: ask the host' });

async function openShop() {
  const stage = await aStage(shop);
  await userEvent.click(screen.getByRole('button', { name: /^Shop/ }));
  await screen.findByRole('searchbox');
  return stage;
}
afterEach(() => void vi.useRealTimers());

test('[L9] one tap asks for a product that is not shown; what is pinned is not asked for', async () => {
  const { live } = await openShop();
  live.answer(() => ok);
  expect(screen.queryByRole('button', { name: 'Show me Walnuts: ask the host' })).toBeNull();
  await userEvent.click(ask());
  const asked = await screen.findByRole('button', { name: 'Asked the host to show Beans' });
  expect(asked).toHaveAttribute('aria-pressed', 'true');
  await userEvent.click(asked);
  expect(live.sent.map(({ command, request }) => [command, request])).toEqual([
    ['show-request:send', { itemNumber: 2 }],
  ]);
});

test('[L9] a tap that did not arrive says so, and can be made again', async () => {
  const { live } = await openShop();
  live.answer(
    () => ({ ok: false, code: 'BUSY', message: '', retryable: true, retryAfterMs: 1_000 }) as never,
  );
  await userEvent.click(ask());
  expect(await screen.findByRole('alert')).toHaveTextContent('That did not reach the host');
  live.answer(() => ok);
  await userEvent.click(ask());
  await screen.findByRole('button', { name: 'Asked the host to show Beans' });
});

test('[L9] who asked reads that it is shown, on the stream and in the shop; then they may ask again', async () => {
  const { live, change } = await openShop();
  live.answer(() => ok);
  await userEvent.click(ask());
  await screen.findByRole('button', { name: 'Asked the host to show Beans' });
  change(pinned(2));
  expect(await screen.findByText('Showing now, you asked for it')).toBeVisible();
  const said = await screen.findByText('The host is showing No. 2, Beans, now, you asked for it');
  expect(said).toHaveAttribute('role', 'status');
  change(pinned(1));
  expect(ask()).toHaveAttribute('aria-pressed', 'false');
  expect(screen.queryByText(/you asked for it/)).toBeNull();
});

test('[L9] who did not ask is told nothing; what was asked for before a reload is known after it', async () => {
  const { live, change } = await openShop();
  change(pinned(2));
  await waitFor(() => expect(screen.getAllByText('Showing now').length).toBeGreaterThan(0));
  expect(screen.queryByText(/you asked for it/)).toBeNull();
  change(pinned(1));
  act(() => live.say.onPrivate({ ...emptyMine, seq: 20, asksToSee: [2] }));
  await screen.findByRole('button', { name: 'Asked the host to show Beans' });
});

test('[L9] the console counts who asks, sorts once a press, and pins the most wanted next', async () => {
  const wire = fakeConsole();
  Element.prototype.scrollIntoView = () => {};
  const items = [anItem(1, { name: 'Walnuts' }), anItem(2, { name: 'Beans' }), anItem(3, { name: 'Honey' })];
  const floor = aConsoleFrame(10, {
    order: [1, 2, 3],
    pins: [{ itemNumber: 1, sinceMs: Date.now() }],
    items: items.map((item) => ({ ...item, ...(item.itemNumber === 3 && { askers: 12 }) })),
  });
  await openConsole(wire, floor);
  const lineup = await screen.findByRole('region', { name: 'Lineup' });
  const rows = () =>
    within(lineup)
      .getAllByRole('listitem')
      .map((row) => row.getAttribute('data-item'));
  await within(lineup).findByText('12 viewers ask for it');
  expect(rows()).toEqual(['1', '2', '3']);
  const next = () => screen.getByRole('button', { name: /^Pin next/ });
  expect(next()).toHaveTextContent('2Beans');
  await userEvent.click(within(lineup).getByRole('button', { name: 'Sort by what viewers ask for' }));
  expect(rows()).toEqual(['3', '1', '2']);
  expect(next()).toHaveTextContent('3Honey');
  // Whatever is asked for now: nothing moves before the next press.
  act(() =>
    wire.say.onFrame(
      aConsoleFrame(11, { ...floor, to: 11, items: [anItem(2, { name: 'Beans', askers: 40 })] }),
    ),
  );
  await within(lineup).findByText('40 viewers ask for it');
  expect(rows()).toEqual(['3', '1', '2']);
  await userEvent.click(within(lineup).getByRole('button', { name: 'Sort by what viewers ask for' }));
  expect(rows()).toEqual(['2', '3', '1']);
  await userEvent.click(within(lineup).getByRole('button', { name: 'Most wanted first' }));
  expect(rows()).toEqual(['1', '2', '3']);
});

test('[L9] sorted by what is asked for: the next item is the first that can be bought and is still asked for', () => {
  const items = [
    anItem(1, { askers: 9, available: 0 }),
    anItem(2, { askers: 5 }),
    anItem(3),
    anItem(4, { askers: 7, isStopped: true }),
  ];
  const floor = floorOf(aConsoleFrame(1, { order: [3, 2, 1, 4], items }));
  const wanted = byWanted(floor);
  expect(wanted).toEqual([1, 4, 2, 3]);
  expect(nextItem(floor, wanted)?.itemNumber).toBe(2);
  const shown = floorOf(
    aConsoleFrame(1, { order: [3, 2, 1, 4], items, pins: [{ itemNumber: 2, sinceMs: 0 }] }),
  );
  // Nobody asks for anything else that can be bought: the lineup goes on in its own order.
  expect(nextItem(shown, wanted)?.itemNumber).toBe(3);
  expect(arranged([3, 1, 4, 5], wanted)).toEqual([1, 4, 3, 5]);
});
