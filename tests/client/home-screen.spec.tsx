import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { HomeScreen } from '../../client/screens/buyer/home/HomeScreen.tsx';
import { cartsAt, noteCart } from '../../client/stores/carts-at.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { dayAndTime } from '../../client/ui/time-words.ts';
import type { FoundProduct } from '../../shared/contract/search.ts';
import type { ListedStream } from '../../shared/market/stream/contract.ts';
import { fakeLive } from './fake-live.ts';
import { fakePen, fakeScreen } from './fake-pen.ts';
import { fakeWorld, type Routes } from './fake-world.ts';

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

async function home(streams: ListedStream[], routes: Routes = {}) {
  const world = fakeWorld(fakeLive(), { streams: () => ({ streams }), ...routes });
  render(
    <WorldContext value={world}>
      <HomeScreen />
    </WorldContext>,
  );
  await screen.findByRole('main');
  return world;
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

test('of past streams those that can be watched again stand there, the latest in front; the rest is a tap further', async () => {
  const recorded = { recordedMs: 60_000 };
  const before = (days: number) => ({ endedAtMs: EIGHT - days * DAY });
  await home([
    over('new', before(1)),
    over('seen', { ...before(5), ...recorded }),
    over('old', before(9)),
    over('shown', { ...before(3), ...recorded }),
  ]);
  const past = await screen.findByRole('heading', { name: 'Past streams' });
  const titles = () =>
    within(past.parentElement!)
      .getAllByRole('link', { name: / day$/ })
      .map(({ textContent }) => textContent);
  expect(titles()).toEqual(['shown day', 'seen day']);
  fireEvent.click(screen.getByRole('button', { name: 'Show 2 without a replay' }));
  expect(titles()).toEqual(['shown day', 'seen day', 'new day', 'old day']);
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
  fireEvent.click(screen.getByRole('button', { name: 'Show 1 without a replay' }));
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

describe('a search', () => {
  const tea: FoundProduct = {
    ...{ slug: 'tea', itemNumber: 9, name: '绿茶', nameEn: 'Green tea', producer: '茶园', picture: '' },
    ...{ when: 'on', title: 'tea 场', titleEn: 'tea day', startsAtMs: EIGHT, currency: 'CNY' },
    priceMinor: 3_880,
  };
  const found = [
    tea,
    { ...tea, slug: 'later', itemNumber: 2, name: '红茶', nameEn: 'Red tea', when: 'coming' as const },
    { ...tea, slug: 'old', itemNumber: 3, name: '茶具', nameEn: 'Tea set', when: 'past' as const },
  ];
  const categories = [{ category: '茶', categoryEn: 'Tea', products: 3 }];
  const search = (input: unknown) => {
    const { q, category } = (input as { query: { q?: string; category?: string } }).query;
    const products = q === undefined && category === undefined ? [] : q === 'nothing' ? [] : found;
    return { products, total: products.length, categories };
  };
  beforeEach(() => history.replaceState(null, '', '/'));

  test('finds products, each with the way to where it is sold, and streams by title or host', async () => {
    const world = await home([onAir('tea', 3), aStream('ＴＥＡ later'), aStream('rice')], { search });
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'tea' } });
    const href = async (name: string) => (await screen.findByRole('link', { name })).getAttribute('href');
    expect(await href('Green tea')).toBe('/s/tea/9');
    expect(await href('Red tea')).toBe('/s/later/2');
    expect(await href('Tea set')).toBe('/replay/old?item=3');
    expect(screen.getAllByText('¥38.80')).toHaveLength(3);
    expect(screen.getByRole('status')).toHaveTextContent('3 products');
    expect(screen.getByRole('heading', { name: '3 products' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'tea day' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'ＴＥＡ later day' })).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'rice day' })).toBeNull();
    // What was found has an address, so that a step back leads to it.
    expect(location.search).toBe('?q=tea');
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(await screen.findByRole('region', { name: 'tea day' })).toBeInTheDocument();
    await vi.waitFor(() => expect(location.search).toBe(''));
    expect(world.called.filter(({ name }) => name === 'search').map(({ input }) => input)).toEqual([
      { query: {} },
      { query: { q: 'tea' } },
      { query: {} },
    ]);
  });

  test('finds a stream by the words of its products too, and who asks for replays those that can be watched', async () => {
    const old = aStream('old', { status: 'CLOSED', recordedMs: 48 * 60_000 });
    const none = { products: [], total: 0, categories };
    await home([onAir('tea', 3), old], { search: () => ({ ...none, streams: ['old'] }) });
    const field = await screen.findByRole('searchbox');
    fireEvent.change(field, { target: { value: 'old red' } });
    expect(await screen.findByRole('heading', { name: '1 stream' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'old day' })).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'tea day' })).toBeNull();
    fireEvent.change(field, { target: { value: 'replay' } });
    expect(await screen.findByRole('link', { name: 'old day' })).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'tea day' })).toBeNull();
  });

  test('asks once for a word, not with every key, and says that there is nothing', async () => {
    const world = await home([onAir('tea', 3)], { search });
    const field = await screen.findByRole('searchbox');
    for (const value of ['n', 'no', 'noth', 'nothing']) fireEvent.change(field, { target: { value } });
    expect(await screen.findByText('Nothing found. Try fewer or other words.')).toBeInTheDocument();
    expect(world.called.filter(({ name }) => name === 'search')).toHaveLength(2);
  });

  test('its address is written once with the answer, not with every key, and what else stands in it stays', async () => {
    history.replaceState(null, '', '/?c=jd&q=old#top');
    const written = vi.spyOn(history, 'replaceState');
    try {
      await home([onAir('tea', 3)], { search });
      expect(await screen.findByRole('link', { name: 'Green tea' })).toBeInTheDocument();
      const field = screen.getByRole('searchbox');
      for (const value of ['t', 'te', 'tea']) fireEvent.change(field, { target: { value } });
      expect(written).not.toHaveBeenCalled();
      await vi.waitFor(() => expect(location.search).toBe('?c=jd&q=tea'));
      expect(location.hash).toBe('#top');
      expect(written).toHaveBeenCalledTimes(1);
      fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
      await vi.waitFor(() => expect(location.search).toBe('?c=jd'));
    } finally {
      written.mockRestore();
    }
  });

  test('a search without an answer has an address too: a reload asks again', async () => {
    await home([onAir('tea', 3)]);
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'tea' } });
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeInTheDocument();
    await vi.waitFor(() => expect(location.search).toBe('?q=tea'));
  });

  test('a category is a chip that is pressed and let go, and an address opens it', async () => {
    history.replaceState(null, '', '/?category=%E8%8C%B6');
    await home([onAir('tea', 3)], { search });
    const chip = await screen.findByRole('button', { name: /^Tea/ });
    expect(chip).toHaveAttribute('aria-pressed', 'true');
    expect(await screen.findByRole('link', { name: 'Green tea' })).toBeInTheDocument();
    fireEvent.click(chip);
    expect(await screen.findByRole('region', { name: 'tea day' })).toBeInTheDocument();
  });
});

test('who sells, ships and answers is said in the first line, and cart and orders are at hand', async () => {
  const policy = { zh: '', en: '' };
  const about = {
    ...{ name: '剑川集市', nameEn: 'Jianchuan Market', contact: '0872 123', complaintPhone: '' },
    licences: { business: '', food: '', website: '' },
    policies: { shipping: policy, returns: policy, privacy: policy },
  };
  const aboutShop = () => ({ about, version: 1 }) as never;
  const world = fakeWorld(fakeLive(), { streams: () => ({ streams: [onAir('tea', 3)] }), aboutShop });
  noteCart(world.keep, 'tea', true);
  render(
    <WorldContext value={world}>
      <HomeScreen />
    </WorldContext>,
  );
  const line = await screen.findByText('Sold and shipped by Jianchuan Market.');
  expect(line).toHaveAttribute('href', '/about');
  expect(line.parentElement).toHaveTextContent('Questions: 0872 123');
  expect(screen.getByRole('link', { name: 'Cart' })).toHaveAttribute('href', '/s/tea#cart');
  expect(screen.getAllByRole('link', { name: 'My orders' })[0]).toHaveAttribute('href', '/orders');
});

test('what a device noted of its carts is bounded, and what is broken counts as nothing', () => {
  const { keep } = fakeWorld(fakeLive());
  for (let n = 1; n <= 9; n += 1) noteCart(keep, `s-${n}`, true);
  expect(cartsAt(keep)).toEqual(['s-9', 's-8', 's-7', 's-6', 's-5', 's-4']);
  noteCart(keep, 's-8', false);
  expect(cartsAt(keep)).not.toContain('s-8');
  keep.write('fairday.carts-at', '[1,"../x",{}');
  expect(cartsAt(keep)).toEqual([]);
  keep.write('fairday.carts-at', '[1,"//evil.example","-no-","ok"]');
  expect(cartsAt(keep)).toEqual(['ok']);
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

  test('is drawn for a drawn host also where his broadcast has a still: that is small, and in one language', async () => {
    fakePen();
    fakeScreen();
    const images = fakeImages();
    const hero = await heroWith({ isHostDrawn: true, still, cover });
    expect(await within(hero).findByRole('img', { name: 'The demo’s host, drawn' })).toBeInTheDocument();
    expect(images).toEqual([]);
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
  // In the head as on every page, and as the one thing to do.
  expect(screen.getAllByRole('link', { name: 'My orders' })).toHaveLength(2);
});

test.each([
  ['剑川赶集（演示）', '剑川赶集（演示）销售并发货。'],
  ['Jianchuan Fair', 'Jianchuan Fair 销售并发货。'],
])(
  'in Chinese a blank stands only beside Latin letters, and no line ends within a number: %s',
  async (name, sentence) => {
    setLanguage('zh-CN');
    const policy = { zh: '', en: '' };
    const about = {
      ...{ name, nameEn: '', contact: '0872-000 0000 · 9:00–18:00', complaintPhone: '' },
      licences: { business: '', food: '', website: '' },
      policies: { shipping: policy, returns: policy, privacy: policy },
    };
    await home([onAir('tea', 3)], { aboutShop: () => ({ version: 1, about }) });
    expect(await screen.findByRole('link', { name: sentence })).toBeInTheDocument();
    for (const number of screen.getAllByText('0872-000 0000')) expect(number).toHaveClass('unbroken');
  },
);
