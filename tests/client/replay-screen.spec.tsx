import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { ReplayScreen } from '../../client/screens/replay/ReplayScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import type { ReplayView } from '../../shared/contract/media.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { fakeLive, STREAM } from './fake-live.ts';
import { fakePlaylists } from './fake-playlist.ts';
import { fakeWorld } from './fake-world.ts';
import { EIGHT, MINUTE } from './market.ts';
import { aReplay } from './replays.ts';

const onNow: StreamSummary = {
  streamId: STREAM,
  slug: 'walnut-day-1f9c2a',
  title: 'Walnut day',
  hostName: 'Amei',
  status: 'LIVE',
  currency: 'CNY',
  scheduledAtMs: EIGHT,
  liveStartMs: EIGHT,
  endedAtMs: null,
  rehearsalOf: null,
};

async function lookBack(view: ReplayView, streams: StreamSummary[] = []) {
  const playlists = fakePlaylists();
  const world = Object.assign(fakeWorld(fakeLive(), { replay: () => view, streams: () => ({ streams }) }), {
    openPlaylist: playlists.open,
  });
  render(
    <WorldContext value={world}>
      <ReplayScreen slug="potato-day" />
    </WorldContext>,
  );
  await screen.findByRole('heading', { name: /Potato day/ });
  /** The recording stands at this moment of the broadcast. */
  const at = (atMs: number) => {
    playlists.measure = { ...playlists.measure, dateMs: atMs };
    act(() => playlists.turn('on'));
  };
  return { playlists, at };
}
const table = () => within(screen.getByRole('region', { name: 'Shown at this moment' }));
const bag = () => within(screen.getByRole('heading', { name: /^Shop at/ }).parentElement!);

test('the recording is shown with what was on the table at its moment, at prices of today that are called so', async () => {
  const { playlists, at } = await lookBack(aReplay());
  expect(playlists.opened[0]!.url).toBe('/api/v1/streams/potato-day/replay/recording.m3u8');
  at(EIGHT + 90_000);
  expect(await table().findByText('Between two products')).toBeInTheDocument();
  at(EIGHT + 2 * MINUTE);
  expect(await table().findByText('Red potatoes')).toBeInTheDocument();
  expect(table().getByText(/today/)).toHaveTextContent('¥12.00 today');
  expect(table().getByText('¥10.00 that day')).toBeInTheDocument();
  at(EIGHT + 7 * MINUTE);
  expect(await table().findByText('Walnuts')).toBeInTheDocument();
  expect(table().getByText('¥15.00 in this flash sale')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: /Walnuts/ })).toHaveAttribute('aria-current', 'true');
});

test('the shop is the one of the moment, and what is gone by now is said to be gone', async () => {
  const { at } = await lookBack(aReplay());
  at(EIGHT + 90_000);
  expect(await screen.findByRole('heading', { name: 'Shop at this moment · 2 items' })).toBeVisible();
  expect(bag().queryByText('Honey')).toBeNull();
  at(EIGHT + 4 * MINUTE);
  expect((await bag().findByText('Honey')).closest('li')).toHaveTextContent('No longer sold');
  expect(screen.getByRole('heading', { name: 'Shop at this moment · 3 items' })).toBeInTheDocument();
});

test('a tap on a pin goes to its moment; one that was not recorded is marked and still tells what was there', async () => {
  const { playlists } = await lookBack(aReplay());
  act(() => playlists.turn('on'));
  const video = screen.getByLabelText<HTMLVideoElement>('Replay');
  HTMLMediaElement.prototype.play = () => Promise.resolve();
  await userEvent.click(screen.getByRole('button', { name: /05:00.*Walnuts/ }));
  expect(video.currentTime).toBe(240);
  const last = screen.getByRole('button', { name: /25:00/ });
  expect(last).toHaveTextContent('not recorded');
});

test('the good of a pin that was tapped stays, where the picture begins again a little before it', async () => {
  const { playlists, at } = await lookBack(aReplay());
  act(() => playlists.turn('on'));
  HTMLMediaElement.prototype.play = () => Promise.resolve();
  await userEvent.click(screen.getByRole('button', { name: /05:00.*Walnuts/ }));
  const shown: (string | null)[] = [];
  const region = screen.getByRole('region', { name: 'Shown at this moment' });
  const watch = new MutationObserver(() => shown.push(region.textContent));
  watch.observe(region, { subtree: true, childList: true, characterData: true });
  at(EIGHT + 5 * MINUTE - 70);
  await act(() => new Promise((resolve) => setTimeout(resolve, 150)));
  at(EIGHT + 5 * MINUTE + 10);
  await act(() => new Promise((resolve) => setTimeout(resolve, 150)));
  watch.disconnect();
  expect(shown.filter((text) => text?.includes('Red potatoes'))).toEqual([]);
  expect(table().getByText('Walnuts')).toBeInTheDocument();
  at(EIGHT + 4 * MINUTE);
  expect(await table().findByText('Red potatoes')).toBeInTheDocument();
});

test('[S3] nothing can be bought here, and the page says where it can', async () => {
  await lookBack(aReplay(), [onNow]);
  expect(screen.getByText(/nothing can be added to a cart here/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /Add/ })).toBeNull();
  expect(await screen.findByRole('link', { name: 'Live now: Walnut day' })).toHaveAttribute(
    'href',
    '/s/walnut-day-1f9c2a',
  );
});

test('without a recording the day can be looked through by its pins', async () => {
  const { playlists } = await lookBack(aReplay({ playlist: null, stretches: [] }));
  expect(playlists.opened).toEqual([]);
  expect(screen.getByText(/^There is no replay/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /05:00.*Walnuts/ }));
  expect(table().getByText('Walnuts')).toBeInTheDocument();
});

test('a stream that is not over, or an answer that does not come, is said in either language', async () => {
  const world = fakeWorld(fakeLive());
  setLanguage('zh-CN');
  render(
    <WorldContext value={world}>
      <ReplayScreen slug="potato-day" />
    </WorldContext>,
  );
  expect(await screen.findByRole('alert')).toHaveTextContent('暂时连不上。');
  expect(screen.getByRole('button', { name: '重试' })).toBeInTheDocument();
});

test('a product leads to the stream that has it next, or has it now; without one it leads nowhere', async () => {
  const view = aReplay();
  const [potatoes, walnuts] = view.items;
  potatoes!.next = { slug: 'harvest', startsAtMs: EIGHT + 7 * 86_400_000, isOn: false };
  walnuts!.next = { slug: 'tonight', startsAtMs: EIGHT, isOn: true };
  const { at } = await lookBack(view);
  at(EIGHT + 90_000);
  const next = await bag().findByRole('link', { name: /^Next on air: / });
  expect(next).toHaveAttribute('href', '/s/harvest');
  expect(bag().getByRole('link', { name: 'Live now: buy it there' })).toHaveAttribute('href', '/s/tonight');
  expect(bag().queryAllByRole('link')).toHaveLength(2);
});
