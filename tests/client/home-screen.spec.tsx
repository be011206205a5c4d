import { act, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { HomeScreen } from '../../client/screens/home/HomeScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import { dayAndTime } from '../../client/ui/time-words.ts';
import type { ListedStream } from '../../shared/market/stream/contract.ts';
import { fakeLive } from './fake-live.ts';
import { fakePen, fakeScreen } from './fake-pen.ts';
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

test('of past streams those that can be watched again come first, each with the latest in front', async () => {
  const recorded = { recordedMs: 60_000 };
  const before = (days: number) => ({ endedAtMs: EIGHT - days * DAY });
  await home([
    over('new', before(1)),
    over('seen', { ...before(5), ...recorded }),
    over('old', before(9)),
    over('shown', { ...before(3), ...recorded }),
  ]);
  const past = await screen.findByRole('heading', { name: 'Past streams' });
  const titles = within(past.parentElement!).getAllByRole('link', { name: / day$/ });
  expect(titles.map(({ textContent }) => textContent)).toEqual([
    'shown day',
    'seen day',
    'new day',
    'old day',
  ]);
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
  // When it was on, as everywhere else; not its end.
  expect(screen.getByText(`Past stream · ${dayAndTime(EIGHT, 'en')}`)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'bare day' })).toHaveAttribute('href', '/replay/bare');
});

test('who reads Chinese has the one name, and a calendar file in it', async () => {
  setLanguage('zh-CN');
  try {
    await home([aStream('first')]);
    expect(await screen.findByRole('region', { name: 'first 场' })).toHaveTextContent('阿妹');
    const remind = screen.getByRole('link', { name: /^预约提醒「first 场」/ });
    expect(remind).toHaveAttribute('href', '/s/first.ics');
    // Who says what is written there, to a phone that listens, means this link.
    expect(remind.getAttribute('aria-label')).toContain(remind.textContent);
  } finally {
    setLanguage('en');
  }
});

test('a market without streams says so, with one way on', async () => {
  await home([]);
  expect(await screen.findByText('No streams scheduled yet')).toBeInTheDocument();
  expect(screen.getAllByRole('link', { name: 'My orders' })[0]).toHaveAttribute('href', '/orders');
});

describe('the picture of now', () => {
  const still = { url: '/api/v1/streams/potato/still', everyMs: 5_000 };
  const cover = '/pictures/cover.webp';

  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  /** Every picture that the page began to load, each with what its coming or not coming does. */
  function fakeImages() {
    const asked: { src: string; comes(): void; fails(): void }[] = [];
    class FakeImage {
      onload: (() => void) | null = null;
      onerror: (() => void) | null = null;
      set src(src: string) {
        asked.push({
          src,
          comes: () => act(() => this.onload?.()),
          fails: () => act(() => this.onerror?.()),
        });
      }
    }
    vi.stubGlobal('Image', FakeImage);
    return asked;
  }
  async function heroWith(more: Partial<ListedStream>) {
    await home([{ ...onAir('potato', 41), ...more }]);
    return screen.findByRole('region', { name: 'potato day' });
  }
  const shownIn = (hero: HTMLElement) =>
    hero.querySelector('.live-still .latest')?.getAttribute('src') ?? null;
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

  test('is a still, and then the next; the cover is not loaded for it', async () => {
    const images = fakeImages();
    const hero = await heroWith({ still, cover });
    vi.useFakeTimers();
    expect(images[0]!.src).toMatch(/^\/api\/v1\/streams\/potato\/still\?at=\d+$/);
    expect(shownIn(hero)).toBeNull();
    images[0]!.comes();
    expect(shownIn(hero)).toBe(images[0]!.src);
    expect(hero.querySelector(`img[src="${cover}"]`)).toBeNull();
    await pass(5_000);
    expect(images).toHaveLength(2);
    // The one before stands until the next is there.
    expect(shownIn(hero)).toBe(images[0]!.src);
    images[1]!.comes();
    expect(shownIn(hero)).toBe(images[1]!.src);
  });

  test('is one still alone for whoever saves data', async () => {
    vi.stubGlobal('navigator', Object.create(navigator, { connection: { value: { saveData: true } } }));
    const images = fakeImages();
    const hero = await heroWith({ still });
    vi.useFakeTimers();
    images[0]!.comes();
    expect(shownIn(hero)).toBe(images[0]!.src);
    await pass(120_000);
    expect(images).toHaveLength(1);
  });

  test('is not asked for while nobody looks', async () => {
    const images = fakeImages();
    await heroWith({ still });
    vi.useFakeTimers();
    images[0]!.comes();
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    await pass(60_000);
    expect(images).toHaveLength(1);
    hidden.mockReturnValue(false);
    await pass(5_000);
    expect(images).toHaveLength(2);
  });

  test('gives way to the cover where no still can be had, and is looked for again', async () => {
    const images = fakeImages();
    const hero = await heroWith({ still, cover });
    vi.useFakeTimers();
    images[0]!.fails();
    expect(hero.querySelector(`img[src="${cover}"]`)).not.toBeNull();
    await pass(30_000);
    images[1]!.comes();
    expect(shownIn(hero)).toBe(images[1]!.src);
    expect(hero.querySelector(`img[src="${cover}"]`)).toBeNull();
  });

  test('is drawn where the host is a drawing, with what is pinned, and says so', async () => {
    const pen = fakePen();
    const display = fakeScreen();
    const hero = await heroWith({
      isHostDrawn: true,
      products: [
        { itemNumber: 4, name: '核桃', nameEn: 'Walnuts', picture: '', priceMinor: 4_200, isPinned: true },
      ],
    });
    expect(await within(hero).findByRole('img', { name: 'The demo’s host, drawn' })).toBeInTheDocument();
    expect(within(hero).getByText('Drawn scene')).toBeInTheDocument();
    await vi.waitFor(() => {
      display.run(100);
      expect(pen.paints('Walnuts')).toBeGreaterThan(0);
    });
  });

  test('is never drawn for a host who is a person: there its cover stands', async () => {
    const hero = await heroWith({ cover });
    expect(hero.querySelector(`img[src="${cover}"]`)).not.toBeNull();
    expect(hero.querySelector('canvas')).toBeNull();
  });
});

test('the foot comes with what stands above it, and the orders have one way to them on an empty page', async () => {
  const world = fakeWorld(fakeLive(), { streams: () => ({ streams: [] }) });
  render(
    <WorldContext value={world}>
      <HomeScreen />
    </WorldContext>,
  );
  // The list is not there yet.
  expect(screen.getByRole('main')).toHaveAttribute('aria-busy', 'true');
  expect(screen.queryByRole('link', { name: 'Staff sign-in' })).toBeNull();
  expect(await screen.findByRole('link', { name: 'Staff sign-in' })).toBeInTheDocument();
  expect(screen.getAllByRole('link', { name: 'My orders' })).toHaveLength(1);
});
