import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../../client/App.tsx';
import { isLookable } from '../../client/screens/staff/people/looked-up.ts';
import type { FoundPeople } from '../../shared/contract/office-people.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const EIGHT = Date.UTC(2026, 4, 3, 12);
const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const stream = { slug: 'potato-day', title: '土豆节', titleEn: 'Potato Festival' };

const wang: FoundPeople = {
  people: [
    {
      ...{ buyerId: id(1), name: '王芳', phoneEnd: '1085' },
      orders: [{ reference: '12-1044', stream, placedAtMs: EIGHT, status: 'PAID' }],
    },
  ],
  hasMore: false,
  index: { found: 8, all: 8 },
};

const looks: string[] = [];
function open(
  path: string,
  {
    role = 'operator' as StaffRole,
    isDemo = false,
    find = (): unknown => wang,
    index = { found: 8, all: 8 },
  } = {},
) {
  history.replaceState(null, '', path);
  looks.length = 0;
  const world = deskWorld(fakeConsole(), {
    me: () => ({ ...anOperator, staff: { ...anOperator.staff, role }, isDemo }),
    findPeople(input) {
      looks.push((input as { body: { text: string } }).body.text);
      return find();
    },
    peopleIndex: () => index,
    officeOrders: () => ({ orders: [], next: null, timeZone: 'Asia/Shanghai' }),
    officeBuyers: () => ({ buyers: [], next: null }),
    myStreams: () => ({ streams: [], usualCurrency: 'CNY' }),
    products: () => ({ products: [] }),
    originDays: () => ({ origins: [] }),
  });
  render(<App world={world} />);
}
const field = () => screen.findByRole('searchbox', { name: /last 4 digits/ });

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(800);
});
afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, '', '/');
});

test('[A5] a name is looked up once for each Enter, never while it is typed, and leads to the orders', async () => {
  open('/office/orders');
  await userEvent.type(await field(), '王芳');
  expect(looks).toEqual([]);
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('link', { name: /12-1044/ })).toHaveAttribute(
    'href',
    '/office/orders/12-1044',
  );
  expect(screen.getByRole('link', { name: 'All orders' })).toHaveAttribute(
    'href',
    `/office/orders?buyer=${id(1)}`,
  );
  expect(looks).toEqual(['王芳']);
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(looks).toEqual(['王芳', '王芳']));
});

test.each([
  ['/office/orders', 'Orders of all buyers'],
  ['/office/buyers', 'All buyers'],
])('[A5] the list of %s is no result of a look-up, and says so', async (path, name) => {
  open(path);
  const input = await field();
  expect(screen.queryByRole('heading', { name })).toBeNull();
  await userEvent.type(input, '王芳{Enter}');
  const found = await screen.findByRole('link', { name: /12-1044/ });
  const heading = screen.getByRole('heading', { name });
  expect(found.compareDocumentPosition(heading)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  await userEvent.type(input, '兰');
  expect(screen.queryByRole('heading', { name })).toBeNull();
});

test('[A5] digits are an order number by Enter, which is free, and a phone by the button', async () => {
  open('/office/orders');
  await userEvent.type(await field(), '1085{Enter}');
  expect(location.search).toBe('?q=1085');
  expect(looks).toEqual([]);
  await userEvent.click(await screen.findByRole('button', { name: 'Look up phones ending in 1085' }));
  expect(await screen.findByText('王芳')).toBeInTheDocument();
  expect(looks).toEqual(['1085']);
});

test('[A5] the end of a phone that is no number is looked up by Enter', async () => {
  open('/office/orders');
  await userEvent.type(await field(), '0085{Enter}');
  await waitFor(() => expect(looks).toEqual(['0085']));
});

test('[A5] the hour’s look-ups are used up: it says when the next one opens', async () => {
  const refusal = { ok: false, code: 'RATE_LIMITED', retryAfterMs: 30_000, message: '', retryable: true };
  open('/office/buyers', { find: () => ({ refusal }) });
  await userEvent.type(await field(), '王芳{Enter}');
  expect(
    await screen.findByText(/used this hour’s 120 look-ups. The next one opens at \d/),
  ).toBeInTheDocument();
});

test('[A5] until every address has its tags, the page says how many have', async () => {
  open('/office/orders', { index: { found: 5, all: 8 } });
  expect(await screen.findByText(/^62 % indexed/)).toBeInTheDocument();
});

test('[A5] in the demo one of the drawn buyers is a tap away', async () => {
  open('/office/orders', { isDemo: true });
  await userEvent.click(await screen.findByRole('button', { name: '王秀英' }));
  await waitFor(() => expect(looks).toEqual(['王秀英']));
});

test('[A5] [A1] who may not open personal data has the field of numbers alone', async () => {
  open('/office/orders', { role: 'host' });
  const numbers = await screen.findByRole('searchbox', { name: /^Order number, 12-1085/ });
  await userEvent.type(numbers, '王芳{Enter}');
  expect(await screen.findByText('Enter an order number like 12-1085.')).toBeInTheDocument();
  expect(looks).toEqual([]);
});

test('[A5] the finder looks a person up by Enter where nothing else fits', async () => {
  open('/office/buyers');
  await userEvent.click(await screen.findByRole('button', { name: /Find an order/ }));
  await userEvent.type(await screen.findByRole('searchbox', { name: /Order, buyer/ }), '王芳');
  expect(await screen.findByRole('button', { name: /Look up “王芳”/ })).toBeInTheDocument();
  expect(looks).toEqual([]);
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('link', { name: /12-1044/ })).toBeInTheDocument();
  expect(looks).toEqual(['王芳']);
});

test.each([
  ['an order', /12-1044/, '/office/orders/12-1044'],
  ['the buyer', 'Buyer', `/office/buyers/${id(1)}`],
  ['Enter', null, '/office/orders/12-1044'],
])('[A5] what the finder found of a person is gone to: %s', async (_, name, path) => {
  open('/office/buyers');
  await userEvent.click(await screen.findByRole('button', { name: /Find an order/ }));
  await userEvent.type(await screen.findByRole('searchbox', { name: /Order, buyer/ }), '王芳{Enter}');
  const order = await screen.findByRole('link', { name: /12-1044/ });
  if (name === null) await userEvent.keyboard('{Enter}');
  else await userEvent.click(name instanceof RegExp ? order : screen.getByRole('link', { name }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(location.pathname).toBe(path);
  expect(looks).toEqual(['王芳']);
});

test('[A5] three digits and a single letter are nothing to look for', () => {
  for (const text of ['', ' ', 'a', '108', '+86', '12-1085'])
    expect([text, isLookable(text)]).toEqual([text, false]);
  for (const text of ['王芳', '1085', '138 0000 1085', 'An'])
    expect([text, isLookable(text)]).toEqual([text, true]);
});
