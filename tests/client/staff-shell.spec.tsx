import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { App } from '../../client/App.tsx';
import { overTimeMessages } from '../../client/i18n/insights-over-time.ts';
import { officeShellWords } from '../../client/i18n/office-shell.ts';
import { webhookMessages } from '../../client/i18n/webhooks.ts';
import { hasScreen } from '../../client/routes.tsx';
import { pageAt, tabsOf } from '../../client/screens/staff/shell/staff-pages.ts';
import { railNames, subPages } from '../../client/screens/staff/shell/sub-pages.ts';
import { goTo } from '../../client/ui/navigation.ts';
import { goByZone } from '../../client/ui/time-words.ts';
import { type MeView, staffPage } from '../../shared/market/account/contract.ts';
import { products, streams } from './desk-harness/floors.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const MA = '0190a000-0000-7000-8000-0000000000cc';
const endedStream = { ...streams[0], title: 'Potato Day', status: 'CLOSED', rehearsalOf: null };
const team = {
  members: [
    {
      ...{ staffId: MA, name: '陈雨', nameEn: 'Chen Yu', email: 'chen@example.org', role: 'host' },
      ...{ offAtMs: null, sessions: 1 },
    },
  ],
  changes: [],
};
const AT_EIGHT = Date.UTC(2026, 4, 3, 12);

afterEach(() => {
  localStorage.clear();
  history.replaceState(null, '', '/');
  goByZone(null);
});

async function open(path: string, of: Partial<MeView> = {}, routes: Parameters<typeof deskWorld>[1] = {}) {
  history.replaceState(null, '', path);
  let isIn = true;
  const world = deskWorld(fakeConsole(), {
    me: () => (isIn ? { ...anOperator, ...of } : { ...anOperator, staff: null, pages: [] }),
    signOut: () => {
      isIn = false;
      return { ok: true };
    },
    whoMaySignIn: () => ({ hasOperator: true }),
    myStreams: () => ({
      streams: [{ ...streams[0], title: 'Potato Day' }],
      usualCurrency: 'CNY',
    }),
    products: (input) => {
      const { search } = (input as { query: { search: string } }).query;
      const named = { ...products[0], name: 'Red potatoes' };
      return { products: /potato/.test(search) ? [named] : [], next: null };
    },
    productFacets: () => ({
      ...{ products: 1, archived: 0, low: 0, out: 0, categories: [] },
      producers: [{ producerId: MA, producer: '马家农场', producerEn: 'Ma family farm', products: 1 }],
    }),
    packingStreams: () => ({
      streams: [
        {
          ...{ streamId: '0190a000-0000-7000-8000-0000000000aa', slug: 'potato-day', title: 'Potato Day' },
          ...{ endedAtMs: AT_EIGHT, openClaims: 0, lostParcels: 0, lateOrders: 0 },
        },
      ],
    }),
    ...routes,
  });
  render(<App world={world} />);
  await act(() => world.me.ensure());
}

const rail = async () => (await screen.findAllByRole('navigation', { name: 'Pages' }))[0]!;

test('the rail has what the server says that this person may open, and marks where one is', async () => {
  await open('/packing', { pages: ['packing', 'insights'] });
  const links = within(await rail()).getAllByRole('link');
  expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['Packing', '/packing'],
    ['Insights', '/insights'],
  ]);
  expect(links[0]).toHaveAttribute('aria-current', 'page');
});

test('who may open one page has no rail, and their name all the same; a stranger has neither', async () => {
  await open('/packing', { pages: ['packing'] });
  await screen.findByRole('button', { name: 'Account of Amei' });
  expect(screen.queryByRole('navigation', { name: 'Pages' })).toBeNull();
});

test('somebody who is not signed in sees no shell', async () => {
  await open('/packing', { staff: null });
  await screen.findByRole('link', { name: 'Sign in' });
  expect(screen.queryByRole('navigation', { name: 'Pages' })).toBeNull();
  expect(screen.queryByRole('button', { name: /Account/ })).toBeNull();
});

test('the shell stays while one goes from page to page', async () => {
  await open('/packing');
  const before = await rail();
  await screen.findByRole('heading', { name: 'Packing' });
  act(() => goTo('/console'));
  await screen.findByRole('heading', { name: 'My streams' });
  expect(await rail()).toBe(before);
});

const board = {
  ...{ asOfMs: AT_EIGHT, producers: 3, dueDays: 7, countFrom: 'delivery', paid: [] },
  promise: { due: 10, onTime: 9, paidLate: 1, overdue: 0, paused: 0 },
};

/** A public page on a device that staff signed in on, or on another. */
async function openPublic(path: string, isStaffHere: boolean, of: Partial<MeView> = {}) {
  if (isStaffHere) localStorage.setItem('fairday.staff-here', 'yes');
  history.replaceState(null, '', path);
  let asked = 0;
  const world = deskWorld(fakeConsole(), {
    board: () => board,
    me: () => {
      asked += 1;
      return { ...anOperator, ...of };
    },
  });
  render(<App world={world} />);
  return () => asked;
}

test.each(['/board', '/no/such-page'])('%s has the shell for who works here', async (path) => {
  await openPublic(path, true);
  expect(within(await rail()).getByRole('link', { name: 'Orders' })).toHaveAttribute(
    'href',
    '/office/orders',
  );
  expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent(/Paid in 7 days|Page not found/);
});

test.each(['/board', '/no/such-page'])('nobody who reads %s is asked who they are', async (path) => {
  const asked = await openPublic(path, false);
  await screen.findByRole('heading', { level: 1 });
  expect(asked()).toBe(0);
  expect(screen.queryByRole('navigation', { name: 'Pages' })).toBeNull();
});

test('a device whose staff is gone reads the public page, and is not asked again', async () => {
  await openPublic('/no/such-page', true, { staff: null, pages: [] });
  expect(await screen.findByRole('link', { name: 'My orders' })).toBeInTheDocument();
  expect(localStorage.getItem('fairday.staff-here')).toBeNull();
});

test('the API reference stands in the shell', async () => {
  await open('/admin/api');
  expect(await screen.findByTitle('API reference')).toHaveAttribute('src', '/api/docs');
  expect(within(await rail()).getByRole('link', { name: 'Settings' })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('times go by the shop’s zone, which the head names', async () => {
  await open('/packing', { timeZone: 'Asia/Shanghai' });
  expect(await screen.findByText(/20:00/)).toBeInTheDocument();
  expect(screen.getByText('China Standard Time')).toBeInTheDocument();
});

test('a zone that this browser does not know leaves the reader’s own', async () => {
  await open('/packing', { timeZone: 'Mars/Olympus' });
  expect(await screen.findByText('Potato Day')).toBeInTheDocument();
});

test('who I am is told in full, and signing out ends at the way in', async () => {
  await open('/packing', { timeZone: 'Asia/Shanghai' });
  await userEvent.click(await screen.findByRole('button', { name: 'Account of Amei' }));
  const sheet = within(screen.getByRole('dialog', { name: 'Account' }));
  expect(sheet.getByText('amei@example.org')).toBeInTheDocument();
  expect(sheet.getByText('Times are in China Standard Time.')).toBeInTheDocument();
  expect(localStorage.getItem('fairday.staff-here')).not.toBeNull();
  await userEvent.click(sheet.getByRole('button', { name: 'Sign out' }));
  await waitFor(() => expect(location.pathname).toBe('/sign-in'));
  expect(await screen.findByLabelText('Email')).toBeInTheDocument();
  expect(localStorage.getItem('fairday.staff-here')).toBeNull();
});

test('Ctrl K opens one field over orders, products, streams and pages, and Enter takes the first', async () => {
  await open('/packing');
  await screen.findByRole('button', { name: /Find an order/ });
  act(() => void document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true })));
  const field = await screen.findByRole('searchbox', { name: /Order, buyer/ });
  expect(field).toHaveFocus();
  const found = () => within(screen.getByRole('dialog', { name: 'Find' })).queryAllByRole('link');
  const say = () => found().map((link) => [link.textContent, link.getAttribute('href')]);
  await userEvent.type(field, '12-1085');
  await waitFor(() => expect(say()).toEqual([['Order 12-1085 Orders', '/office/orders/12-1085']]));
  await userEvent.clear(field);
  await userEvent.type(field, 'potato');
  await waitFor(() =>
    expect(say()).toEqual([
      ['Potato Day Stream', '/console/potato-day'],
      ['Red potatoes Product', '/admin/goods?q=Red%20potatoes'],
    ]),
  );
  await userEvent.clear(field);
  await userEvent.type(field, 'insi{Enter}');
  await waitFor(() => expect(location.pathname).toBe('/insights'));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('the field finds pages below those of the rail and producers, by the names of either language', async () => {
  await open('/packing');
  await userEvent.click(await screen.findByRole('button', { name: /Find an order/ }));
  const field = await screen.findByRole('searchbox', { name: /Order, buyer/ });
  const found = () =>
    within(screen.getByRole('dialog', { name: 'Find' }))
      .queryAllByRole('link')
      .map((link) => [link.textContent, link.getAttribute('href')]);
  // Before somebody types there is the rail.
  expect(found()).toHaveLength(staffPage.options.length);
  for (const [typed, words, href] of [
    ['团队', 'Team Page', '/admin/people'],
    ['stream def', 'Stream defaults Page', '/admin/stream-defaults'],
    ['安全', 'Security log Page', '/admin/security'],
  ]) {
    await userEvent.clear(field);
    await userEvent.type(field, typed!);
    await waitFor(() => expect(found()).toEqual([[words, href]]));
  }
  await userEvent.clear(field);
  await userEvent.type(field, '马家');
  await waitFor(() =>
    expect(found()).toEqual([
      ['Ma family farm Producer · products', `/admin/goods?producer=${MA}`],
      ['Ma family farm Producer · statement', `/statement/${MA}`],
    ]),
  );
});

test('a product and a producer of like names: whose begins so comes first, and the product before the producer', async () => {
  const named = (name: string) => ({ ...products[0]!, name, nameEn: undefined });
  await open(
    '/packing',
    {},
    {
      products: (input) => {
        const { search } = (input as { query: { search: string } }).query;
        const name = search.includes('farm') ? 'Walnuts of Ma family farm' : 'Ma potatoes';
        return { products: [named(name)], next: null };
      },
    },
  );
  await userEvent.click(await screen.findByRole('button', { name: /Find an order/ }));
  const field = await screen.findByRole('searchbox', { name: /Order, buyer/ });
  const kinds = () =>
    within(screen.getByRole('dialog', { name: 'Find' }))
      .queryAllByRole('link')
      .map((link) => link.textContent);
  await userEvent.type(field, 'ma ');
  await waitFor(() =>
    expect(kinds().slice(0, 2)).toEqual(['Ma potatoes Product', 'Ma family farm Producer · products']),
  );
  await userEvent.type(field, 'family farm');
  await waitFor(() =>
    expect(kinds()).toEqual([
      'Ma family farm Producer · products',
      'Ma family farm Producer · statement',
      'Walnuts of Ma family farm Product',
    ]),
  );
});

test('the field finds what is done on a page by other words, the time machine of a stream, and the team', async () => {
  await open('/packing', {}, { myStreams: () => ({ streams: [endedStream] }), staff: () => team });
  await userEvent.click(await screen.findByRole('button', { name: /Find an order/ }));
  const field = await screen.findByRole('searchbox', { name: /Order, buyer/ });
  const found = () =>
    within(screen.getByRole('dialog', { name: 'Find' }))
      .queryAllByRole('link')
      .map((link) => [link.textContent, link.getAttribute('href')]);
  for (const [typed, words, href] of [
    ['csv', 'Import products To do', '/admin/goods?import=1'],
    ['打款周期', 'Payout terms To do', '/admin/settlement?open=terms'],
    ['reserve', 'Reserve time and other stream settings To do', '/admin/stream-defaults'],
    ['backup', 'Last backup To do', '/admin/health'],
    ['退款', 'Refund an order To do', '/office/orders'],
    ['film', 'Time machine: Potato Day To do', '/insights/potato-day/moment'],
    ['chen', 'Chen Yu Team member', '/admin/people?q=%E9%99%88%E9%9B%A8'],
  ]) {
    await userEvent.clear(field);
    await userEvent.type(field, typed!);
    await waitFor(() => expect(found()).toEqual([[words, href]]));
  }
});

test('what the field calls a page is what its door says, in both languages', () => {
  const doors = new Map<string, keyof typeof webhookMessages.en.doors>([
    ['/admin/people', 'people'],
    ['/office/activity', 'activity'],
    ['/admin/security', 'security'],
    ['/admin/health', 'health'],
    ['/admin/settings', 'settings'],
    ['/admin/stream-defaults', 'streamDefaults'],
    ['/admin/shop', 'shop'],
    ['/admin/shipping-days', 'shippingDays'],
    ['/admin/chat-words', 'chatWords'],
    ['/admin/webhooks', 'webhooks'],
    ['/board', 'board'],
    ['/admin/api', 'api'],
  ]);
  for (const language of ['en', 'zh-CN'] as const) {
    for (const page of staffPage.options)
      expect(railNames[page][language]).toBe(officeShellWords[language].pages[page]);
    for (const { href, names } of subPages) {
      expect(hasScreen(href), href).toBe(true);
      const door = doors.get(href);
      expect(names[language]).toBe(
        door ? webhookMessages[language].doors[door][0] : overTimeMessages[language].title,
      );
    }
  }
});

test('the field finds nothing that this person may not open', async () => {
  await open('/packing', { pages: ['packing', 'insights'] });
  await userEvent.click(await screen.findByRole('button', { name: /Find an order/ }));
  await userEvent.type(await screen.findByRole('searchbox'), '12-1085');
  expect(await screen.findByText('Nothing found.')).toBeInTheDocument();
});

test('every page of the rail has a screen, and each address belongs to one page', async () => {
  const { pageAddresses } = await import('../../client/screens/staff/shell/staff-pages.ts');
  for (const page of staffPage.options) {
    expect(hasScreen(pageAddresses[page])).toBe(true);
    expect(pageAt(pageAddresses[page])).toBe(page);
  }
  expect(pageAt('/admin/people')).toBe('settings');
  expect(pageAt('/admin/goods')).toBe('products');
  expect(pageAt('/office/orders/12-1085')).toBe('orders');
  expect(pageAt('/statement/0190a000-0000-7000-8000-000000000001')).toBe('settlement');
  expect(pageAt('/packing/potato-day')).toBe('packing');
  // What was done belongs to the settings of whoever has them, and to Live for a host.
  expect(pageAt('/office/activity')).toBe('settings');
  expect(pageAt('/office/activity', ['home', 'live', 'orders'])).toBe('live');
  expect(pageAt('/producer')).toBeNull();
});

test('a phone has at most five tabs; what does not fit is behind the last', () => {
  expect(tabsOf(['packing', 'insights'])).toEqual({ tabs: ['packing', 'insights'], rest: [] });
  const { tabs, rest } = tabsOf(staffPage.options);
  expect(tabs).toHaveLength(4);
  expect(tabs).toEqual(expect.arrayContaining(['home', 'live', 'orders', 'packing']));
  expect([...tabs, ...rest].sort()).toEqual(staffPage.options.toSorted());
});
