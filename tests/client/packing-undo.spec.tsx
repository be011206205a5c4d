import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { PackingScreen } from '../../client/screens/staff/packing/PackingScreen.tsx';
import { HOLD_MS } from '../../client/stores/held-acts.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { PackGroup, PackingParcel, PackingView } from '../../shared/contract/packing.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const CLOSED_MS = Date.UTC(2026, 8, 25, 14);
const SECOND = 1_000;

let isWide = false;
beforeEach(() => {
  vi.useFakeTimers({
    now: CLOSED_MS + 3_600_000,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'Date', 'performance'],
  });
  history.replaceState(null, '', '/packing/potato-day');
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (media) =>
      ({
        ...{ matches: isWide && media === '(min-width: 900px)', media },
        ...{ addEventListener() {}, removeEventListener() {} },
      }) as unknown as MediaQueryList,
  );
});
afterEach(() => {
  vi.useRealTimers();
  isWide = false;
});

const line = (n: number) => ({
  ...{ orderId: id(n), lineIndex: 0, number: String(1_000 + n), reference: `12-${1_000 + n}` },
  ...{ itemNumber: n, name: 'Walnuts', unitPriceMinor: 1_990, units: 1 },
});
const contact = { name: 'Yang Li', phone: '+8613800138000', address: 'Street 1' };
const group = (n: number): PackGroup => ({
  ...{ origin: 'Jianchuan', orderIds: [id(n)], readyAtMs: CLOSED_MS, contact, lines: [line(n)] },
});
const parcel = (n: number): PackingParcel => ({
  ...{ shipmentId: id(50 + n), streamId: id(900), origin: 'Jianchuan', status: 'PACKED' },
  ...{ carrier: null, trackingCode: null, packedAtMs: CLOSED_MS, shippedAtMs: null, deliveredAtMs: null },
  ...{ lines: [{ ...line(n), sellable: 0, damaged: 0 }], contact },
});

/** Opens the desk of one stream, and hears what the server is told, by the number of each order or parcel. */
async function open(more: Partial<PackingView>, refuses = false) {
  const told: unknown[] = [];
  const stream = {
    ...{ streamId: id(900), slug: 'potato-day', title: 'Potato day', status: 'CLOSED' as const },
    ...{ currency: 'CNY', endedAtMs: CLOSED_MS },
  };
  const answer = (input: unknown) => {
    const { body } = input as { body: { orderIds?: string[]; trackingCode?: string } };
    told.push(body.orderIds?.[0] ?? body.trackingCode ?? body);
    return refuses ? { refusal: { ok: false, code: 'NO_ANSWER' } } : { seq: 1, shipmentId: id(50) };
  };
  const view = () => ({
    ...{ stream, parcels: [], claims: [], more: false, ...more },
    toPack: (more.toPack ?? []).filter(({ orderIds }) => refuses || !told.includes(orderIds[0])),
  });
  const world = deskWorld(fakeConsole(), { packing: view, packParcel: answer, shipParcel: answer });
  const { unmount } = render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>
        <PackingScreen slug="potato-day" />
      </ServerTime>
    </WorldContext>,
  );
  await passes(0);
  return { told, unmount };
}

const passes = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const button = (name: string | RegExp, nth = 0) => screen.getAllByRole('button', { name })[nth]!;
/** A tap and the second in which nobody taps again. */
async function tap(name: string | RegExp, nth = 0) {
  fireEvent.click(button(name, nth));
  await passes(SECOND);
}

test.each([false, true])(
  '[O4] a wrong tap is taken back before anybody hears of it; on a desk: %s',
  async (wide) => {
    isWide = wide;
    const { told } = await open({ toPack: [group(1), group(2)] });
    await tap('Mark as packed');
    expect(button(/^Undo$/)).toBeVisible();
    expect(screen.getByText(wide ? 'Not sent yet' : 'Will be marked as packed')).toBeVisible();
    await tap(/^Undo$/);
    expect(screen.getAllByRole('button', { name: 'Mark as packed' })).toHaveLength(2);
    await passes(2 * HOLD_MS);
    expect(told).toEqual([]);
    // Left alone it is sent, once.
    await tap('Mark as packed', 1);
    await passes(HOLD_MS);
    expect(told).toEqual([id(2)]);
    expect(screen.queryByRole('button', { name: /Undo/ })).toBeNull();
  },
);

test('[O4] all wait for the last tap, so that no line goes from under a finger; Z takes the last one back', async () => {
  isWide = true;
  const { told } = await open({ toPack: [group(1), group(2), group(3)] });
  await tap('Mark as packed');
  await passes(HOLD_MS - 2 * SECOND);
  await tap('Mark as packed');
  await tap('Mark as packed');
  expect(screen.getByText('3 not sent yet')).toBeVisible();
  expect(told).toEqual([]);
  fireEvent.keyDown(document.body, { key: 'z' });
  expect(screen.getByText('2 not sent yet')).toBeVisible();
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText('2 项尚未提交')).toBeVisible();
  expect(screen.getAllByText('尚未提交')).toHaveLength(2);
  act(() => setLanguage('en'));
  await passes(HOLD_MS);
  expect(told).toEqual([id(1), id(2)]);
  expect(screen.getAllByRole('button', { name: 'Mark as packed' })).toHaveLength(1);
});

test('the second tap of a double tap neither takes back nor does it again', async () => {
  const { told } = await open({ toPack: [group(1)] });
  fireEvent.click(button('Mark as packed'));
  await passes(100);
  fireEvent.click(button(/^Undo$/));
  await passes(SECOND);
  expect(screen.getByText('Will be marked as packed')).toBeVisible();
  fireEvent.click(button(/^Undo$/));
  await passes(100);
  fireEvent.click(button('Mark as packed'));
  await passes(2 * HOLD_MS);
  expect(told).toEqual([]);
});

test.each(['left', 'hidden'])('what waits is sent when the page is %s', async (how) => {
  const { told, unmount } = await open({ toPack: [group(1)] });
  await tap('Mark as packed');
  if (how === 'left') unmount();
  else {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
  }
  await passes(0);
  expect(told).toEqual([id(1)]);
});

test.each([false, true])(
  '[O4] a parcel that was to leave finds its form as it was filled in; on a desk: %s',
  async (wide) => {
    isWide = wide;
    const { told } = await open({ parcels: [parcel(1)] }, true);
    fireEvent.click(screen.getByRole('tab', { name: /^Parcels/ }));
    await tap('Ship');
    fireEvent.change(screen.getByLabelText('Carrier'), { target: { value: '顺丰速运 SF Express' } });
    fireEvent.change(screen.getByLabelText('Tracking number'), { target: { value: 'SF-1001' } });
    await tap('Mark shipped');
    expect(screen.queryByLabelText('Tracking number')).toBeNull();
    await tap(/^Undo$/);
    expect(screen.getByLabelText('Carrier')).toHaveValue('顺丰速运 SF Express');
    expect(screen.getByLabelText('Tracking number')).toHaveValue('SF-1001');
    expect(told).toEqual([]);
    await tap('Mark shipped');
    await passes(HOLD_MS);
    expect(told).toEqual(['SF-1001']);
    // Nobody answered: it says so where the parcel stands.
    expect(screen.getByText(/^No answer yet/)).toBeVisible();
  },
);
