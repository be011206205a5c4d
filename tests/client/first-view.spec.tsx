import { act, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { FirstView } from '../../client/screens/buyer/viewer/FirstView.tsx';
import { createViewerStores, ViewerContext } from '../../client/screens/buyer/viewer/viewer-stores.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { fakeLive } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { aGood, aPin, aShelf, aStream } from './market.ts';
import { aStage } from './stage.tsx';

afterEach(() => {
  document.getElementById('first')?.remove();
  vi.useRealTimers();
});

/** The part that takes over, on a stream whose page the server drew; a tap was kept there. */
async function takesOver() {
  const drawn = document.createElement('div');
  drawn.id = 'first';
  drawn.dataset.tap = JSON.stringify([7, 7_000, null]);
  document.body.append(drawn);
  const live = fakeLive();
  const world = fakeWorld(live);
  const stores = createViewerStores('potato-day', world);
  stores.open();
  await vi.waitFor(() => expect(live.isOpen()).toBe(true));
  vi.useFakeTimers();
  const view = render(
    <WorldContext value={world}>
      <ViewerContext value={stores}>
        <FirstView />
      </ViewerContext>
    </WorldContext>,
  );
  act(() => {
    live.welcome({});
    live.snapshot([aStream(), ['o', [7]], aGood(7), aShelf(7), aPin(7)]);
  });
  return { ...view, live, isDrawn: () => document.getElementById('first') !== null };
}
const added = ({ sent }: ReturnType<typeof fakeLive>) => sent.filter(({ command }) => command === 'cart:add');

test('what the server drew goes with the page’s second frame, and a tap that was kept is made once', async () => {
  const { live, isDrawn } = await takesOver();
  expect(isDrawn()).toBe(true);
  await act(() => vi.advanceTimersByTimeAsync(500));
  expect(isDrawn()).toBe(false);
  expect(added(live)).toHaveLength(1);
});

test.each([0, 1])('a page that is left after %i frames takes nothing over any more', async (frames) => {
  const { unmount, live, isDrawn } = await takesOver();
  await act(() => vi.advanceTimersByTimeAsync(frames * 17));
  expect(isDrawn()).toBe(true);
  unmount();
  await vi.advanceTimersByTimeAsync(500);
  expect(isDrawn()).toBe(true);
  expect(added(live)).toEqual([]);
});

test('a tap that was kept has the place of the cart’s strip, until it is refused', async () => {
  const drawn = document.createElement('div');
  drawn.id = 'first';
  drawn.dataset.tap = JSON.stringify([7, 7_000, null]);
  document.body.append(drawn);
  const { live } = await aStage([aStream(), ['o', [7]], aGood(7), aShelf(7), aPin(7)]);
  let refuse = () => {};
  live.answer(
    () =>
      new Promise((resolve) => {
        refuse = () =>
          resolve({ ok: false, message: '', retryable: true, code: 'BUSY', retryAfterMs: 8_000 } as never);
      }) as never,
  );
  await vi.waitFor(() => expect(added(live)).toHaveLength(1));
  expect(document.querySelector('.cart-strip')).not.toBeNull();
  await act(async () => refuse());
  await vi.waitFor(() => expect(document.querySelector('.cart-strip')).toBeNull());
});

test('a tap that was kept at a flash price is asked about on its product’s page, should another be pinned by then', async () => {
  const drawn = document.createElement('div');
  drawn.id = 'first';
  drawn.dataset.tap = JSON.stringify([7, 5_000, 'f1']);
  document.body.append(drawn);
  const { live } = await aStage([
    aStream(),
    ['o', [7, 8]],
    aGood(7),
    aShelf(7),
    aGood(8),
    aShelf(8),
    aPin(8),
  ]);
  const page = await screen.findByRole('dialog');
  expect(await within(page).findByRole('button', { name: /^Add at/ })).toBeVisible();
  expect(added(live)).toEqual([]);
});
