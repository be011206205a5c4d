import { act, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { HomeScreen } from '../../client/screens/buyer/home/HomeScreen.tsx';
import { OrdersScreen } from '../../client/screens/buyer/orders/OrdersScreen.tsx';
import { ConsoleScreen } from '../../client/screens/staff/console/ConsoleScreen.tsx';
import { InsightsScreen } from '../../client/screens/staff/insights/InsightsScreen.tsx';
import { type World, WorldContext } from '../../client/stores/world.ts';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { golden } from './desk-harness/reports.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { aConsoleFrame, anItem, aTickerOrder, aWelcome, fakeConsole } from './fake-console.ts';
import { fakeLive } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { aGood, anOrder, aPin, aShelf, aStream, EIGHT } from './market.ts';
import { aStage } from './stage.tsx';

// The chart draws on a canvas, which this page has not.
vi.mock('../../client/screens/staff/insights/MinuteChart.tsx', () => ({ MinuteChart: () => null }));

/** Texts that become an element, a handler or an address wherever a page takes them for more than text. */
const hostile = [
  '<script>hurt = 1</script>',
  '<img src=x onerror=hurt=1>',
  '"><svg onload=hurt=1>',
  'javascript:hurt=1//\'"',
  '{{hurt=1}}<%= hurt=1 %>',
  '<iframe srcdoc="&lt;script&gt;hurt=1">',
];

/** Nothing on the page came out of a text, and the text itself can be read as it was written. */
async function showsAsText(text: string): Promise<void> {
  await waitFor(() => expect(document.body.textContent).toContain(text));
  expect(document.querySelectorAll('script, iframe, [onerror], [onload]')).toHaveLength(0);
  for (const link of document.querySelectorAll('[href], [src], [action]')) {
    for (const name of ['href', 'src', 'action']) {
      expect(link.getAttribute(name) ?? '').not.toMatch(/^\s*javascript:/i);
    }
  }
  expect('hurt' in globalThis).toBe(false);
}

function show(world: World, page: React.ReactNode): void {
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>{page}</ServerTime>
    </WorldContext>,
  );
}

afterEach(() => expect('hurt' in globalThis).toBe(false));

test.each(hostile)('[X78] a title on the first page is text: %s', async (text) => {
  const stream: StreamSummary = {
    streamId: '0190a000-0000-7000-8000-0000000000e1',
    slug: 'potato-day',
    title: text,
    hostName: text,
    status: 'LIVE',
    currency: 'CNY',
    scheduledAtMs: EIGHT,
    liveStartMs: EIGHT,
    endedAtMs: null,
    rehearsalOf: null,
  };
  show(fakeWorld(fakeLive(), { streams: () => ({ streams: [stream] }) }), <HomeScreen />);
  await showsAsText(text);
});

test.each(hostile)('[X78] a stream, a good and its producer are text to a viewer: %s', async (text) => {
  const good = { name: text, producer: text, origin: text, picture: '' };
  await aStage([aStream({ title: text, hostName: text }), ['o', [7]], aGood(7, good), aShelf(7), aPin(7)]);
  await showsAsText(text);
});

test.each(hostile)('[X78] the lines of an order are text: %s', async (text) => {
  const line = { itemNumber: 7, name: text, units: 1, unitPriceMinor: 1_990, unfilledUnits: 0 };
  const order = anOrder({ number: text, lines: [line] });
  const sendTo = { addressId: order.orderId, name: text, phoneEnd: '8000', address: text };
  const mine = { slug: 'potato-day', streamTitle: text, currency: 'CNY', order, pictures: [''], sendTo };
  const orders = [{ ...mine, unitsToSend: 1 }];
  show(fakeWorld(fakeLive(), { myOrders: () => ({ orders }) }), <OrdersScreen />);
  await showsAsText(text);
});

test.each(hostile)('[X78] on the console goods, orders and people are text: %s', async (text) => {
  const wire = fakeConsole();
  const me = { ...anOperator, staff: { ...anOperator.staff!, name: text } };
  show(deskWorld(wire, { me: () => me }), <ConsoleScreen slug="potato-day" />);
  await expect.poll(() => wire.isOpen()).toBe(true);
  const frame = aConsoleFrame(10, {
    order: [1],
    pins: [{ itemNumber: 1, sinceMs: EIGHT }],
    items: [anItem(1, { name: text, producer: text })],
    orders: [aTickerOrder(1, { reference: text, atMs: EIGHT, status: 'PAID' })],
  });
  act(() => {
    wire.say.onWelcome(aWelcome(frame, { title: text, nowMs: EIGHT }));
    wire.say.onLink('connected');
  });
  await showsAsText(text);
});

test.each(hostile)('[X78] in the review the stream and its goods are text: %s', async (text) => {
  const items = golden.items.map((item) => ({ ...item, name: text, producer: text }));
  const report = { ...golden, title: text, items };
  show(deskWorld(fakeConsole(), { sales: () => report }), <InsightsScreen slug="potato-day" />);
  await screen.findByText(/people watched/);
  await showsAsText(text);
});
