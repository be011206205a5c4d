import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { ConnectLive } from '../../client/connection/live-connection.ts';
import { EmbedScreen } from '../../client/screens/buyer/embed/EmbedScreen.tsx';
import { OverlayScreen } from '../../client/screens/buyer/overlay/OverlayScreen.tsx';
import { createGuestStores } from '../../client/stores/guest-token-store.ts';
import { noAnswer } from '../../shared/contract/answer.ts';
import { ok, refuse } from '../../shared/values/result.ts';
import { BUYER, fakeLive } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { aFlash, aGood, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const potatoes = [
  aStream(),
  aGood(7, { name: 'Red potatoes', listPriceMinor: 2_990 }),
  aGood(8, { name: 'Quinoa', listPriceMinor: 3_200 }),
  aFlash(7, { priceMinor: 1_990, startsAtMs: EIGHT, endsAtMs: EIGHT + 5 * MINUTE }),
  aShelf(7, { available: 12, flashLeft: 8 }),
  aShelf(8, { available: 21 }),
  aPin(7),
];
const asked: string[] = [];
const routes = {
  guest: () => {
    asked.push('guest');
    return { token: 'looks-only', buyerId: '0190a000-0000-7000-8000-0000000000b7' };
  },
};
afterEach(() => {
  asked.length = 0;
  history.replaceState(null, '', '/');
});

test('[C1] the embedded viewer shows what is on the table and buys in a page of its own, by its channel', async () => {
  history.replaceState(null, '', '/embed/potato-day?c=jd');
  const { live, change } = await aStage(potatoes, { routes, page: <EmbedScreen slug="potato-day" /> });
  expect(asked).toEqual(['guest']);
  const card = screen.getByRole('article');
  expect(card).toHaveTextContent('7Red potatoes');
  expect(card).toHaveTextContent('12 left');
  const buy = screen.getByRole('link', { name: 'Buy · ¥19.90' });
  expect(buy).toHaveAttribute('href', '/s/potato-day?c=jd');
  expect(buy).toHaveAttribute('target', '_blank');
  expect(buy).toHaveAttribute('rel', 'noopener');
  change(aPin(8));
  expect(screen.getByRole('article')).toHaveTextContent('8Quinoa');
  // It looks, and asks for nothing.
  expect(live.sent).toEqual([]);
});

test('the overlay shows the pinned good on nothing, and nothing at all when it cannot vouch for it', async () => {
  const page = <OverlayScreen slug="potato-day" />;
  const { live, change } = await aStage(potatoes, { routes, page });
  act(() => live.say.onLink('connected'));
  expect(document.documentElement).toHaveClass('see-through');
  const third = screen.getByRole('main');
  expect(third).toHaveTextContent('7Red potatoes¥19.90before ¥29.9005:0012 left');
  expect(third.querySelectorAll('.last-ones .there')).toHaveLength(12);
  change(aPin(8));
  expect(screen.getByRole('main')).toHaveTextContent('8Quinoa');
  // More than are told exactly: words, and no marks.
  expect(screen.getByRole('main').querySelector('.last-ones')).toBeNull();
  act(() => live.say.onLink('reconnecting'));
  expect(screen.queryByRole('main')).toBeNull();
  act(() => live.say.onLink('connected'));
  expect(screen.getByRole('main')).toHaveTextContent('Quinoa');
  change(aPin());
  await waitFor(() => expect(screen.queryByRole('main')).toBeNull());
});

test('a page that looks asks for its token again until it gets one, and comes in by it', async () => {
  const token = 'looks-only';
  let tries = 0;
  const live = fakeLive();
  const world = fakeWorld(live, {});
  world.http.call = (async () => {
    tries += 1;
    return tries === 1 ? refuse(noAnswer) : ok({ token, buyerId: BUYER });
  }) as typeof world.http.call;
  const tokens: unknown[] = [];
  const connectLive: ConnectLive = (slug, listener, given) => {
    tokens.push(given);
    return live.connect(slug, listener);
  };
  const looker = createGuestStores('potato-day', { ...world, connectLive });
  looker.open();
  await expect.poll(live.isOpen).toBe(true);
  expect([tries, tokens]).toEqual([2, [token]]);
  looker.close();
});
