import { render, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { HomeScreen } from '../../client/screens/home/HomeScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import type { ListedStream } from '../../shared/contract/stream.ts';
import { fakeLive } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';

const EIGHT = Date.UTC(2026, 4, 9, 12);
const DAY = 86_400_000;

function aStream(name: string, more: Partial<ListedStream> = {}): ListedStream {
  return {
    ...{ streamId: name, slug: name, title: `${name} 场`, titleEn: `${name} day`, hostName: '阿妹' },
    ...{ hostNameEn: 'Amei', status: 'SCHEDULED', currency: 'CNY', scheduledAtMs: EIGHT + DAY },
    ...{ liveStartMs: null, endedAtMs: null, rehearsalOf: null },
    ...more,
  };
}
const onAir = (name: string, viewers: number) =>
  aStream(name, {
    ...{ status: 'LIVE' as const, liveStartMs: EIGHT, viewers },
    products: [
      { itemNumber: 4, name: '核桃', nameEn: 'Walnuts', picture: '', priceMinor: 4_200 },
      { itemNumber: 1, name: '红米', picture: '', priceMinor: 2_990 },
    ],
  });
const over = (name: string, more: Partial<ListedStream> = {}) =>
  aStream(name, { status: 'CLOSED', liveStartMs: EIGHT, endedAtMs: EIGHT + 3_600_000, ...more });

async function home(streams: ListedStream[]) {
  const world = fakeWorld(fakeLive(), { streams: () => ({ streams }) });
  render(
    <WorldContext value={world}>
      <HomeScreen />
    </WorldContext>,
  );
  await screen.findByRole('main');
}

test('the stream with the most viewers is large: who watches, its products at the price of now, the way in', async () => {
  await home([onAir('tea', 3), onAir('potato', 41), aStream('later')]);
  const hero = await screen.findByRole('region', { name: 'potato day' });
  expect(within(hero).getByText('41 watching')).toBeInTheDocument();
  expect(within(hero).getByText('Walnuts')).toBeInTheDocument();
  expect(within(hero).getByText('红米')).toBeInTheDocument();
  expect(within(hero).getByText('¥42.00')).toBeInTheDocument();
  expect(within(hero).getByRole('link', { name: 'Watch live' })).toHaveAttribute('href', '/s/potato');
  expect(screen.getByRole('link', { name: 'tea day' })).toBeInTheDocument();
});

test('with nothing on, what begins next is large with its reminder; all reminders are calendar files', async () => {
  await home([aStream('second', { scheduledAtMs: EIGHT + 9 * DAY }), aStream('first')]);
  const hero = await screen.findByRole('region', { name: 'first day' });
  const remind = within(hero).getByRole('link', { name: /^Remind me of first day/ });
  expect(remind).toHaveAttribute('href', '/s/first.ics?lang=en');
  expect(screen.getByRole('link', { name: /^Remind me of second day/ })).toHaveAttribute(
    'href',
    '/s/second.ics?lang=en',
  );
});

test('a replay is promised with its length where there is a recording, and nowhere else', async () => {
  await home([
    over('short', { recordedMs: 48 * 60_000 + 10_000 }),
    over('long', { recordedMs: 72 * 60_000 }),
    over('bare'),
  ]);
  expect(await screen.findByText('Watch the replay · 48 min')).toBeInTheDocument();
  expect(screen.getByText('Watch the replay · 1 h 12 min')).toBeInTheDocument();
  expect(screen.getAllByText(/Watch the replay/)).toHaveLength(2);
  expect(screen.getByText(/^Past stream · /)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'bare day' })).toHaveAttribute('href', '/replay/bare');
});

test('who reads Chinese has the one name, and a calendar file in it', async () => {
  setLanguage('zh-CN');
  try {
    await home([aStream('first')]);
    expect(await screen.findByRole('region', { name: 'first 场' })).toHaveTextContent('阿妹');
    expect(screen.getByRole('link', { name: /^预约/ })).toHaveAttribute('href', '/s/first.ics');
  } finally {
    setLanguage('en');
  }
});

test('a market without streams says so, with one way on', async () => {
  await home([]);
  expect(await screen.findByText('No streams scheduled yet')).toBeInTheDocument();
  expect(screen.getAllByRole('link', { name: 'My orders' })[0]).toHaveAttribute('href', '/orders');
});
