import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../../client/App.tsx';
import { goByZone } from '../../client/ui/time-words.ts';
import type { RouteName } from '../../shared/contract/http.ts';
import type { OfficeBuyer, OfficeBuyerRow } from '../../shared/contract/office-buyers.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const EIGHT = Date.UTC(2026, 4, 3, 12);
const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const aBuyer = (n: number, of: Partial<OfficeBuyer> = {}): OfficeBuyer => ({
  ...{ buyerId: id(n), orders: 4, bought: 3, unpaid: 1, underway: 2, claims: 1, openClaims: 0, devices: 2 },
  chatBan: null,
  silences: [],
  ...{ spent: [{ currency: 'CNY', minor: 31_000 }], firstAtMs: EIGHT, lastAtMs: EIGHT + 60_000, limit: null },
  ...of,
});
const aRow = (n: number, of: Partial<OfficeBuyerRow> = {}): OfficeBuyerRow => {
  const { devices: _, limit: __, chatBan: ___, silences: ____, ...row } = aBuyer(n, of);
  return row;
};

const asked: [RouteName, unknown][] = [];
function open(path: string, answers: Partial<Record<RouteName, (input: unknown) => unknown>>) {
  history.replaceState(null, '', path);
  asked.length = 0;
  const noted = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      (input: unknown) => {
        asked.push([name as RouteName, input]);
        return answer?.(input);
      },
    ]),
  );
  render(<App world={deskWorld(fakeConsole(), noted)} />);
}
const orders = () => ({ orders: [], next: null, timeZone: 'Asia/Shanghai' });

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(800);
});
afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, '', '/');
  goByZone(null);
});

test('buyers stand by what they spent, each with what waits, and lead to their page', async () => {
  open('/office/buyers', {
    officeBuyers: () => ({
      buyers: [aRow(1), aRow(2, { openClaims: 1, underway: 0, unpaid: 0 })],
      next: null,
    }),
  });
  const rows = await screen.findAllByRole('listitem');
  expect(screen.getByText('2 buyers')).toBeInTheDocument();
  const first = within(rows.find((row) => row.textContent?.includes('000001'))!);
  expect(first.getByRole('link')).toHaveAttribute('href', `/office/buyers/${id(1)}`);
  expect(first.getByText('¥310.00')).toBeInTheDocument();
  expect(first.getByText('4 orders')).toBeInTheDocument();
  expect(first.getByText('1 unpaid')).toBeInTheDocument();
  expect(first.getByText('2 in progress')).toBeInTheDocument();
  expect(screen.getByText('1 open claim')).toBeInTheDocument();
});

test('another order of the list stands in the address and asks anew', async () => {
  open('/office/buyers', { officeBuyers: () => ({ buyers: [aRow(1)], next: null }) });
  const chip = await screen.findByRole('button', { name: 'Orders' });
  expect(screen.getByRole('button', { name: 'Spent' })).toHaveAttribute('aria-pressed', 'true');
  await userEvent.click(chip);
  expect(chip).toHaveAttribute('aria-pressed', 'true');
  expect(location.search).toBe('?sort=orders');
  await waitFor(() =>
    expect(asked).toContainEqual(['officeBuyers', { query: { sort: 'orders', limit: 100 } }]),
  );
});

test('[N5] [N7] whom a chat does not hear has a pill, in the list and on their page, and a filter', async () => {
  open('/office/buyers', {
    officeBuyers: (input) => {
      const isFiltered = 'chat' in (input as { query: object }).query;
      const silenced = [aRow(1, { silenced: 'stream' }), aRow(2, { silenced: 'shop' })];
      return { buyers: isFiltered ? silenced : [...silenced, aRow(3)], next: null };
    },
  });
  expect(await screen.findByText('Silenced in a chat')).toBeInTheDocument();
  expect(screen.getByText('Banned from all chats')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Silenced' }));
  expect(await screen.findByText('2 buyers')).toBeInTheDocument();
  expect(asked.at(-1)).toEqual(['officeBuyers', { query: { sort: 'spent', limit: 100, chat: 'silenced' } }]);
  expect(location.search).toBe('?chat=silenced');
  cleanup();
  open(`/office/buyers/${id(1)}`, {
    officeBuyer: () => aBuyer(1, { silenced: 'stream' }),
    officeOrders: orders,
  });
  expect(await screen.findByText('Silenced in a chat')).toBeInTheDocument();
});

test('each number of a buyer leads to exactly those orders; what is nothing leads nowhere', async () => {
  open(`/office/buyers/${id(1)}`, { officeBuyer: () => aBuyer(1), officeOrders: orders });
  const leads = async (name: RegExp) =>
    (await screen.findByRole('link', { name })).getAttribute('href')?.replace(`buyer=${id(1)}`, 'buyer=…');
  expect(await leads(/^4 Orders$/)).toBe('/office/orders?buyer=…');
  expect(await leads(/^¥310\.00 Spent/)).toBe('/office/orders?buyer=…&bought=any');
  expect(await leads(/^1 Orders with a claim$/)).toBe('/office/orders?claim=any&buyer=…');
  expect(await leads(/^1 Unpaid$/)).toBe('/office/orders?state=PLACED&buyer=…');
  expect(screen.queryByRole('link', { name: /Open claims/ })).toBeNull();
  expect(screen.getByText('Open claims').parentElement).toHaveTextContent(/^0 Open claims$/);
  expect(screen.getByText(/Ordered under 2 devices/)).toBeInTheDocument();
  expect(screen.getByText('Export and erasure: Not available yet.')).toBeInTheDocument();
});

test('[A3] who it is is asked for by a tap alone, and gone again by the next', async () => {
  const contact = { name: 'Mei Lin', phone: '13800001111', address: 'Jianchuan 1' };
  open(`/office/buyers/${id(1)}`, {
    officeBuyer: () => aBuyer(1),
    officeOrders: orders,
    buyerContacts: () => ({ contacts: [contact] }),
  });
  const button = await screen.findByRole('button', { name: 'Show name and addresses' });
  expect(asked.map(([name]) => name)).not.toContain('buyerContacts');
  await userEvent.click(button);
  expect(await screen.findByText('Mei Lin')).toBeInTheDocument();
  expect(screen.getByText('13800001111')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Hide' }));
  expect(screen.queryByText('Mei Lin')).toBeNull();
});

test('[A3] on an order’s page where it goes to stands apart from the other addresses', async () => {
  const at = (address: string) => ({ name: 'Mei Lin', phone: '13800001111', address });
  open(`/office/buyers/${id(1)}`, {
    officeBuyer: () => aBuyer(1),
    officeOrders: orders,
    buyerContacts: () => ({ sendsTo: at('Shaxi 2'), contacts: [at('Jianchuan 1')] }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Show name and addresses' }));
  const named = (heading: string) => screen.getByRole('heading', { name: heading }).nextElementSibling;
  expect(await screen.findByText('Ships to')).toBeVisible();
  expect(named('Ships to')).toHaveTextContent('Shaxi 2');
  expect(named('Other addresses of this buyer')).toHaveTextContent('Jianchuan 1');
});

test('nobody of that id has ordered: the page says so, and leads back', async () => {
  open(`/office/buyers/${id(9)}`, { officeBuyer: () => ({ refusal: { ok: false, code: 'NOT_FOUND' } }) });
  expect(await screen.findByRole('alert')).toHaveTextContent('There is no such buyer');
  await act(async () => {});
  expect(screen.getByRole('main').querySelector('a.button')).toHaveAttribute('href', '/office/buyers');
});

test('[B11] two taps limit a buyer, and two lift it; the page says who, when, why and until when', async () => {
  let limit: OfficeBuyer['limit'] = null;
  open(`/office/buyers/${id(1)}`, {
    officeBuyer: () => aBuyer(1, { limit }),
    officeOrders: orders,
    limitBuyer() {
      limit = { untilMs: EIGHT + 7 * 86_400_000, reason: 'unpaid', sinceMs: EIGHT, by: 'Amei' };
      return { limit };
    },
    liftLimit() {
      limit = null;
      return { limit };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Limit ordering' }));
  expect(screen.getByText(/^Can order again from \w+, \w+ \d+, \d{4}\.$/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Limit for 7 days' }));
  expect(await screen.findByText('Can’t order until May 10.')).toBeInTheDocument();
  expect(screen.getByText(/Orders without paying · Amei/)).toBeInTheDocument();
  const sent = asked.find(([name]) => name === 'limitBuyer')?.[1];
  expect(sent).toMatchObject({ body: { buyerId: id(1), days: 7, reason: 'unpaid' } });
  await userEvent.click(screen.getByRole('button', { name: 'Lift the limit' }));
  expect(asked.map(([name]) => name)).not.toContain('liftLimit');
  await userEvent.click(screen.getByRole('button', { name: 'Yes, let this buyer order' }));
  expect(await screen.findByRole('button', { name: 'Limit ordering' })).toBeInTheDocument();
});
