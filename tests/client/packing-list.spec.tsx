import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { PackingScreen } from '../../client/screens/staff/packing/PackingScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { PackGroup, PackingParcel, PackingView } from '../../shared/contract/packing.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const CLOSED_MS = Date.UTC(2026, 8, 25, 14);

beforeEach(() => {
  history.replaceState(null, '', '/packing/potato-day');
  // A desk: room for one line of everything.
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (media) =>
      ({
        ...{ matches: media === '(min-width: 900px)', media },
        ...{ addEventListener() {}, removeEventListener() {} },
      }) as unknown as MediaQueryList,
  );
});

const line = (n: number, name: string, units: number) => ({
  ...{ orderId: id(n), lineIndex: 0, number: String(1_000 + n), reference: `12-${1_000 + n}` },
  ...{ itemNumber: n, name, unitPriceMinor: 1_990, units },
});
const contact = (name: string) => ({ name, phone: '+8613800138000', address: `${name} Street 1` });

function group(n: number, name: string, more: Partial<PackGroup> = {}): PackGroup {
  const lines = [line(n, name, n)];
  const [origin, readyAtMs] = ['Jianchuan', CLOSED_MS];
  return { origin, orderIds: [id(n)], readyAtMs, contact: contact(`Buyer ${n}`), lines, ...more };
}
function parcel(n: number, more: Partial<PackingParcel> = {}): PackingParcel {
  return {
    ...{ shipmentId: id(50 + n), streamId: id(900), origin: 'Jianchuan', status: 'PACKED' },
    ...{ carrier: null, trackingCode: null, packedAtMs: CLOSED_MS, shippedAtMs: null, deliveredAtMs: null },
    ...{ lines: [{ ...line(n, 'Walnuts', 1), sellable: 0, damaged: 0 }], contact: contact(`Buyer ${n}`) },
    ...more,
  };
}

function open(more: Partial<PackingView>, routes: Parameters<typeof deskWorld>[1] = {}) {
  const stream = {
    ...{ streamId: id(900), slug: 'potato-day', title: 'Potato day', status: 'CLOSED' as const },
    ...{ currency: 'CNY', endedAtMs: CLOSED_MS },
  };
  const view = { stream, toPack: [], parcels: [], claims: [], more: false, ...more };
  const world = deskWorld(fakeConsole(), { packing: () => view, ...routes });
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>
        <PackingScreen slug="potato-day" />
      </ServerTime>
    </WorldContext>,
  );
}

const orders = () =>
  [...document.querySelectorAll('[data-row]')].map((row) => row.textContent?.replace(/ \+\d/, ''));

const threeToPack = [
  group(1, 'Potatoes', { shipBy: '2026-09-29' }),
  group(2, 'Walnuts', { shipBy: '2026-09-27', isLate: true, origin: 'Nuodeng' }),
  group(3, 'Potatoes', { readyAtMs: null }),
];

test('[P1] on a desk each parcel is a line: who, what, by when, from where, how far', async () => {
  const packed: unknown[] = [];
  open(
    { toPack: threeToPack },
    {
      packParcel: (input) => {
        packed.push((input as { body: unknown }).body);
        return { seq: 1, shipmentId: id(50) };
      },
    },
  );
  const row = (await screen.findByRole('button', { name: '12-1002' })).closest('tr') as HTMLElement;
  for (const says of ['2 × Walnuts', 'Buyer 2', 'Late, Sun, Sep 27', 'Nuodeng', 'To pack']) {
    expect(within(row).getByText(says)).toBeVisible();
  }
  // No phone stands there until it is opened.
  expect(screen.queryByText('+8613800138000')).toBeNull();
  const waits = screen.getByRole('button', { name: '12-1003' }).closest('tr') as HTMLElement;
  expect(within(waits).getByText('Not yet')).toBeVisible();
  expect(within(waits).queryByRole('button', { name: 'Mark as packed' })).toBeNull();
  await userEvent.click(within(row).getByRole('button', { name: 'Mark as packed' }));
  expect(within(row).getByText('Not sent yet')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Send now' }));
  expect(packed).toEqual([expect.objectContaining({ orderIds: [id(2)], origin: 'Nuodeng' })]);
});

test('parcels are sorted by their heads and narrowed by origin, product, state and promise, all in the address', async () => {
  open({ toPack: threeToPack });
  await screen.findByRole('button', { name: '12-1001' });
  expect(orders()).toEqual(['12-1001', '12-1002', '12-1003']);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Promised by' }));
  // Who was promised nothing stands last, either way.
  expect(orders()).toEqual(['12-1002', '12-1001', '12-1003']);
  await user.click(screen.getByRole('button', { name: /^Promised by/ }));
  expect(orders()).toEqual(['12-1001', '12-1002', '12-1003']);
  await user.selectOptions(screen.getByLabelText('Product'), 'Potatoes (2)');
  expect(orders()).toEqual(['12-1001', '12-1003']);
  await user.selectOptions(screen.getByLabelText('State'), 'Not yet (1)');
  expect(orders()).toEqual(['12-1003']);
  expect(location.search).toBe('?product=Potatoes&state=WAITING&sort=-due');
  await user.selectOptions(screen.getByLabelText('Promised by'), 'Late (1)');
  expect(screen.getByText('Nothing matches.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await user.selectOptions(screen.getByLabelText('Origin'), 'Nuodeng (1)');
  expect(orders()).toEqual(['12-1002']);
  expect(screen.getByText(/^1 of 3 parcels/)).toBeVisible();
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText(/^3 中的 1 个包裹/)).toBeVisible();
});

test('J and K go from parcel to parcel, Enter opens one and closes it: below its line is all that its card has', async () => {
  open({ toPack: threeToPack });
  await screen.findByRole('button', { name: '12-1001' });
  const user = userEvent.setup();
  await user.keyboard('jj{Enter}');
  expect(screen.getByRole('button', { name: '12-1002' })).toHaveFocus();
  expect(screen.getByText('+8613800138000')).toBeVisible();
  expect(screen.getByText('From Nuodeng')).toBeVisible();
  await user.keyboard('{Enter}');
  expect(screen.queryByText('+8613800138000')).toBeNull();
  await user.keyboard('k');
  expect(screen.getByRole('button', { name: '12-1001' })).toHaveFocus();
});

test('[O4] Ship opens a parcel with its form; shipped it closes, and the labels are those of the parcels in sight', async () => {
  const shipped: unknown[] = [];
  open(
    {
      parcels: [
        parcel(1),
        parcel(2),
        parcel(3, { origin: 'Nuodeng' }),
        parcel(4, { status: 'SHIPPED', carrier: 'ZTO', trackingCode: 'ZT-77', shippedAtMs: CLOSED_MS }),
      ],
    },
    {
      shipParcel: (input) => {
        shipped.push((input as { body: unknown }).body);
        return { seq: 2, shipmentId: id(51) };
      },
    },
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole('tab', { name: /^Parcels/ }));
  expect(screen.getByRole('link', { name: 'Labels of 3' })).toBeVisible();
  await user.selectOptions(screen.getByLabelText('Origin'), 'Jianchuan (3)');
  expect(screen.getByRole('link', { name: 'Labels of 2' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: '12-1004' }));
  expect(screen.getByText('ZT-77', { exact: false })).toBeVisible();
  for (const name of ['Mark delivered', 'Mark returned', 'Mark lost']) {
    expect(screen.getByRole('button', { name })).toBeVisible();
  }
  await user.click(screen.getAllByRole('button', { name: 'Ship' })[0]!);
  await user.selectOptions(screen.getByLabelText('Carrier'), '顺丰速运 SF Express');
  await user.type(screen.getByLabelText('Tracking number'), 'SF-1001');
  await user.click(screen.getByRole('button', { name: 'Mark shipped' }));
  expect(screen.queryByLabelText('Tracking number')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Send now' }));
  expect(shipped).toEqual([expect.objectContaining({ shipmentId: id(51), trackingCode: 'SF-1001' })]);
});
