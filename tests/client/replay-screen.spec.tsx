import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { ReplayScreen } from '../../client/screens/buyer/replay/ReplayScreen.tsx';
import { LEAD_S } from '../../client/stores/replay/moments.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { ReplayView } from '../../shared/contract/media.ts';
import type { AnsweredQuestion } from '../../shared/market/chat/contract.ts';
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

async function lookBack(view: ReplayView, streams: StreamSummary[] = [], questions: AnsweredQuestion[] = []) {
  const playlists = fakePlaylists();
  const makers = {
    producers: [{ producerId: 'ma', producer: '马家', producerEn: 'Ma Farm', items: [1, 2] }],
  };
  const answers = {
    replay: () => view,
    streams: () => ({ streams }),
    streamProducers: () => makers,
    streamQuestions: () => ({ questions }),
  };
  const world = Object.assign(fakeWorld(fakeLive(), answers), {
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
  expect(video.currentTime).toBeCloseTo(240 + LEAD_S);
  const last = screen.getByRole('button', { name: /25:00/ });
  expect(last).toHaveTextContent('not recorded');
});

test('[S8] the number beside a chapter is that of its product, also where the chapter has a name of its own', async () => {
  const [first, ...pins] = aReplay().pins;
  await lookBack(aReplay({ pins: [{ ...first!, name: 'Hello' }, ...pins] }));
  expect(screen.getByRole('button', { name: /^02:00 *Hello *1 *Red potatoes$/ })).toBeInTheDocument();
  expect(screen.getByRole('button', { name: /^05:00 *2 *Walnuts$/ })).toBeInTheDocument();
});

test('behind a hole in the recording a tap goes where the player has the moment, not where durations add up to', async () => {
  const { playlists } = await lookBack(aReplay());
  playlists.timeOf = (dateMs) => (dateMs === EIGHT + 5 * MINUTE ? 241.5 : null);
  act(() => playlists.turn('on'));
  const video = screen.getByLabelText<HTMLVideoElement>('Replay');
  HTMLMediaElement.prototype.play = () => Promise.resolve();
  await userEvent.click(screen.getByRole('button', { name: /05:00.*Walnuts/ }));
  expect(video.currentTime).toBeCloseTo(241.5 + LEAD_S);
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

test('[S3] a product leads to where it is sold next, else to who makes it, else it says that it is in no stream', async () => {
  const view = aReplay({ playlist: null, stretches: [] });
  const [potatoes, walnuts, honey] = view.items;
  const next = { slug: 'soon', itemNumber: 4, startsAtMs: EIGHT, isOn: true };
  await lookBack({ ...view, items: [{ ...potatoes!, next }, walnuts!, { ...honey!, fromMs: EIGHT }] });
  await userEvent.click(screen.getByRole('button', { name: /05:00.*Walnuts/ }));
  const row = (name: string) => within(bag().getByText(name).closest('li')!);
  expect(row('Red potatoes').getByRole('link')).toHaveAttribute('href', '/s/soon/4');
  expect(await row('Walnuts').findByRole('link', { name: 'More from Ma Farm' })).toHaveAttribute(
    'href',
    '/p/ma',
  );
  expect(row('Walnuts').getByText('In no upcoming stream yet.')).toBeVisible();
  expect(row('Honey').queryByRole('link')).toBeNull();
  expect(row('Honey').getByText('In no upcoming stream yet.')).toBeVisible();
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

test('the address of a moment opens at it, without playing; a tap elsewhere goes there', async () => {
  history.replaceState(null, '', '/replay/potato-day?at=360000');
  let plays = 0;
  HTMLMediaElement.prototype.play = () => {
    plays += 1;
    return Promise.resolve();
  };
  try {
    const { playlists } = await lookBack(aReplay());
    // Before the picture is there, too.
    expect(table().getByText('Walnuts')).toBeInTheDocument();
    act(() => playlists.turn('on'));
    const video = screen.getByLabelText<HTMLVideoElement>('Replay');
    expect(video.currentTime).toBeCloseTo(300 + LEAD_S);
    expect(plays).toBe(0);
    video.currentTime = 0;
    act(() => playlists.turn('on'));
    expect(video.currentTime).toBe(0);
  } finally {
    history.replaceState(null, '', '/');
  }
});

test('a moment is shared as its address: it is copied, and stands in the bar', async () => {
  const copied: string[] = [];
  const user = userEvent.setup();
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
  const { at } = await lookBack(aReplay());
  at(EIGHT + 7 * MINUTE);
  await table().findByText('Walnuts');
  await user.click(screen.getByRole('button', { name: 'Share this moment' }));
  expect(await screen.findByRole('button', { name: 'Link copied' })).toBeInTheDocument();
  expect(copied).toEqual([`${location.origin}/replay/potato-day?at=420000`]);
  expect(location.search).toBe('?at=420000');
  history.replaceState(null, '', '/');
});

test('a moment that could not be shared says so, with its address in the bar; who thought better of it reads nothing', async () => {
  const user = userEvent.setup();
  const set = (name: 'share' | 'clipboard', value: unknown) =>
    Object.defineProperty(navigator, name, { configurable: true, value });
  const refusing = (fault: string) => async () => {
    throw new DOMException('', fault);
  };
  set('clipboard', { writeText: refusing('NotAllowedError') });
  set('share', refusing('AbortError'));
  try {
    const { at } = await lookBack(aReplay());
    at(EIGHT + 7 * MINUTE);
    await table().findByText('Walnuts');
    const share = () => user.click(screen.getByRole('button', { name: 'Share this moment' }));
    await share();
    const says = 'Couldn’t share it. Copy the link from the address bar.';
    await act(async () => {});
    expect(screen.queryByText(says)).toBeNull();
    set('share', refusing('DataError'));
    await share();
    expect(await screen.findByText(says)).toBeInTheDocument();
    expect(location.search).toBe('?at=420000');
    // A browser may have neither.
    set('share', undefined);
    set('clipboard', undefined);
    await share();
    expect(await screen.findByText(says)).toBeInTheDocument();
    // The link is copied where the phone's own way fails.
    set('share', refusing('DataError'));
    set('clipboard', { writeText: async () => undefined });
    await share();
    expect(await screen.findByRole('button', { name: 'Link copied' })).toBeInTheDocument();
    expect(screen.queryByText(says)).toBeNull();
  } finally {
    set('share', undefined);
    history.replaceState(null, '', '/');
  }
});

test('a product leads to the stream that has it next, or has it now; without one it leads nowhere', async () => {
  const view = aReplay();
  const [potatoes, walnuts] = view.items;
  potatoes!.next = { slug: 'harvest', startsAtMs: EIGHT + 7 * 86_400_000, isOn: false };
  walnuts!.next = { slug: 'tonight', itemNumber: 12, startsAtMs: EIGHT, isOn: true };
  const { at } = await lookBack(view);
  at(EIGHT + 90_000);
  const next = await bag().findByRole('link', { name: /^Next on air: / });
  expect(next).toHaveAttribute('href', '/s/harvest');
  expect(bag().getByRole('link', { name: 'Live now: buy it there' })).toHaveAttribute(
    'href',
    '/s/tonight/12',
  );
  expect(bag().queryAllByRole('link')).toHaveLength(2);
});

test('[N6] what was asked is in order with its answer, and a tap goes to the moment of it', async () => {
  await lookBack(
    aReplay(),
    [],
    [
      { seq: 9, atMs: EIGHT + 3 * MINUTE, item: 1, question: 'How big are they?', answer: null },
      {
        seq: 14,
        atMs: EIGHT + 6 * MINUTE,
        question: 'Do you ship to Lijiang?',
        answer: 'Yes, within three days.',
      },
    ],
  );
  const list = within(screen.getByRole('heading', { name: 'Asked and answered' }).parentElement!);
  expect(list.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    '03:001How big are they?',
    '06:00Do you ship to Lijiang?Yes, within three days.',
  ]);
  await userEvent.click(list.getByRole('button', { name: /Lijiang/ }));
  expect(await table().findByText('Walnuts')).toBeInTheDocument();
});

test('[N6] where nobody asked, no list says so', async () => {
  await lookBack(aReplay());
  expect(screen.queryByRole('heading', { name: 'Asked and answered' })).toBeNull();
});
