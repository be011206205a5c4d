import { afterEach, beforeEach, expect, test } from 'vitest';
import { createServerClock } from '../../client/connection/clock.ts';
import type { HostCommand } from '../../client/stores/host/host-commands.ts';
import { createHostStore, type HostStore } from '../../client/stores/host/host-store.ts';
import {
  aConsoleFlash,
  aConsoleFrame,
  accepted,
  anItem,
  aTickerOrder,
  aWelcome,
  type FakeConsole,
  fakeConsole,
  refusedWith,
} from './fake-console.ts';

let nowMs = 1_000_000;
let wire: FakeConsole;
let host: HostStore;

function open(): HostStore {
  wire = fakeConsole();
  let keys = 0;
  return createHostStore('potato-day', {
    connectConsole: () => wire.connect,
    me: { ensure: () => Promise.resolve(), refresh: () => Promise.resolve() },
    clock: createServerClock(
      () => nowMs,
      () => nowMs,
    ),
    newKey() {
      keys += 1;
      return `key-${keys}`;
    },
  });
}

const three = aConsoleFrame(10, {
  pause: null,
  lineupVersion: 3,
  order: [1, 2, 3],
  pins: [{ itemNumber: 1, sinceMs: 0 }],
  items: [anItem(1), anItem(2), anItem(3)],
});
const floor = () => host.store.getState().floor;
const works = () => host.store.getState().works;
const itemWith = (itemNumber: number, version: number) => anItem(itemNumber, { version });

/** Holds every act's answer back until it is given. */
function heldAnswer(): (answer: ReturnType<typeof accepted>) => void {
  let give: (answer: ReturnType<typeof accepted>) => void = () => {};
  wire.answer(
    () =>
      new Promise((resolve) => {
        give = resolve;
      }),
  );
  return (answer) => give(answer);
}

beforeEach(async () => {
  nowMs = 1_000_000;
  host = open();
  host.open();
  await Promise.resolve();
  await Promise.resolve();
  wire.say.onWelcome(aWelcome(three));
});
afterEach(() => host.close());

test('frames are values: an older one heard late changes nothing, entry by entry', () => {
  wire.say.onFrame(aConsoleFrame(12, { ...three, to: 12, items: [anItem(1, { available: 90 })] }));
  wire.say.onFrame(
    aConsoleFrame(11, {
      ...three,
      to: 11,
      pins: [],
      items: [anItem(1, { available: 95 }), anItem(2, { available: 50 })],
    }),
  );
  expect(floor().items[1]?.available).toBe(90);
  expect(floor().items[2]?.available).toBe(50);
  expect(floor().pins).toHaveLength(1);
  expect(floor().seq).toBe(12);
});

test('a frame or a heartbeat of another history asks for everything again', () => {
  wire.say.onFrame({ ...three, history: 'bbbbbbbb', to: 99 });
  wire.say.onHeartbeat({ history: 'bbbbbbbb', to: 99, nowMs, viewers: 5, trouble: null });
  expect(wire.resyncs()).toBe(2);
  expect(floor().seq).toBe(10);
});

test('the ticker is newest first, and an order that changed keeps its place', () => {
  const orders = [aTickerOrder(1, { atMs: 100 }), aTickerOrder(2, { atMs: 300 })];
  wire.say.onFrame({ ...three, to: 11, orders });
  wire.say.onFrame({
    ...three,
    to: 12,
    orders: [{ ...orders[0]!, status: 'PAID' }, aTickerOrder(3, { atMs: 200 })],
  });
  expect(floor().orders.map(({ reference, status }) => [reference, status])).toEqual([
    ['12-1002', 'PLACED'],
    ['12-1003', 'PLACED'],
    ['12-1001', 'PAID'],
  ]);
});

test('[I1] an act is pending at once, with its key, and gone from the list when the ledger has it', async () => {
  const answer = heldAnswer();
  const done = host.act({ kind: 'lineup:pin', itemNumber: 2 });
  expect(works()).toMatchObject([{ key: 'key-1', state: 'sending' }]);
  await expect.poll(() => wire.sent).toHaveLength(1);
  expect(wire.sent[0]).toEqual({
    command: 'lineup:pin',
    request: { key: 'key-1', itemNumber: 2, version: 2 },
  });
  answer(accepted(11, { undoUntilMs: nowMs + 5_000 }));
  await done;
  expect(works()).toEqual([]);
});

test('[L4] two taps on one item: the second carries the version that the first one left', async () => {
  let seq = 20;
  wire.answer(() => {
    seq += 1;
    return accepted(seq);
  });
  await Promise.all([
    host.act({ kind: 'stock:adjust', itemNumber: 2, delta: 5 }),
    host.act({ kind: 'stock:adjust', itemNumber: 2, delta: 5 }),
  ]);
  expect(wire.sent.map(({ request }) => request.version)).toEqual([2, 21]);
});

test('[L4] what somebody else did between two taps is left for the server to refuse', async () => {
  const answer = heldAnswer();
  const first = host.act({ kind: 'stock:adjust', itemNumber: 2, delta: 5 });
  const second = host.act({ kind: 'lineup:set-price', itemNumber: 2, priceMinor: 900 });
  await expect.poll(() => wire.sent).toHaveLength(1);
  wire.say.onFrame({ ...three, to: 30, items: [itemWith(2, 30)] });
  answer(accepted(21));
  await first;
  await expect.poll(() => wire.sent).toHaveLength(2);
  expect(wire.sent[1]?.request.version).toBe(2);
  answer(accepted(31));
  await second;
});

test('[L4] a stale act changes nothing and can be done again on the present state, with a key of its own', async () => {
  wire.answer(() => refusedWith({ code: 'STALE_VERSION', itemNumber: 2, version: 12 }));
  await host.act({ kind: 'stock:stop', itemNumber: 2 });
  await host.act({ kind: 'lineup:set-price', itemNumber: 2, priceMinor: 900 });
  expect(works().map(({ state }) => state)).toEqual(['refused', 'refused']);
  wire.say.onFrame({ ...three, to: 12, items: [itemWith(2, 12)] });
  wire.answer(() => accepted(13));
  await host.again('key-2');
  expect(wire.sent.at(-1)?.request).toEqual({ key: 'key-3', itemNumber: 2, version: 12, priceMinor: 900 });
  expect(works().map(({ key }) => key)).toEqual(['key-1']);
});

test('[I2] an act that the store could not answer may stand: it is asked for again under its own key', async () => {
  wire.answer(() => ({ ok: false, code: 'UNAVAILABLE', retryAfterMs: 500, retryable: true, message: '' }));
  await host.act({ kind: 'lineup:pin', itemNumber: 3 });
  expect(works()).toMatchObject([{ state: 'unanswered', reason: { code: 'UNAVAILABLE' } }]);
  wire.answer(() => accepted(11));
  await host.again('key-1');
  expect(works()).toEqual([]);
  expect(wire.sent[1]).toEqual(wire.sent[0]);
});

test('[I1] what may have made something of its own stays to be asked for, whatever is made after it', async () => {
  const add = (productId: string) =>
    host.act({
      ...{ kind: 'lineup:add', context: { name: productId } },
      ...{ productId, units: 5, priceMinor: 900, buyerLimit: null },
    });
  wire.answer(() => ({ ok: false, code: 'NO_ANSWER' }));
  await add('potatoes');
  await add('beans');
  expect(works()).toMatchObject([
    { state: 'unanswered', act: { productId: 'potatoes' } },
    { state: 'unanswered', act: { productId: 'beans' } },
  ]);
});

test('[I1] an act without an answer is asked for again under its own key when the line is back', async () => {
  wire.answer(() => ({ ok: false, code: 'NO_ANSWER' }));
  await host.act({ kind: 'lineup:pin', itemNumber: 3 });
  expect(works()).toMatchObject([{ state: 'unanswered' }]);
  wire.answer(() => accepted(11, { replay: true } as object));
  wire.say.onWelcome(aWelcome(three));
  await expect.poll(() => works()).toEqual([]);
  expect(wire.sent[1]).toEqual(wire.sent[0]);
});

test('an act whose moment has passed is not sent by itself: the host is asked', async () => {
  wire.answer(() => ({ ok: false, code: 'NO_ANSWER' }));
  await host.act({ kind: 'stock:stop', itemNumber: 3 });
  nowMs += 60_000;
  wire.say.onWelcome(aWelcome(three));
  await Promise.resolve();
  expect(wire.sent).toHaveLength(1);
  expect(works()).toMatchObject([{ state: 'unanswered' }]);
});

test('[L5] undo names the console fact, and only while the ledger takes it', async () => {
  wire.answer(() => accepted(12, { version: 11, undoUntilMs: nowMs + 5_000 }));
  await host.act({ kind: 'lineup:pin', itemNumber: 2 });
  expect(host.store.getState().undo).toMatchObject({ seq: 11, untilMs: nowMs + 5_000 });
  host.undo();
  await expect.poll(() => wire.sent).toHaveLength(2);
  expect(wire.sent[1]).toMatchObject({ command: 'lineup:undo', request: { seq: 11 } });

  await host.act({ kind: 'lineup:pin', itemNumber: 3 });
  nowMs += 5_000;
  host.undo();
  await Promise.resolve();
  expect(wire.sent).toHaveLength(3);
});

test('what another console changed is told; what this one changed is not', async () => {
  wire.answer(async () => {
    wire.say.onFrame({ ...three, to: 11, items: [anItem(2, { version: 11, isStopped: true })] });
    return accepted(11, { undoUntilMs: nowMs + 5_000 });
  });
  await host.act({ kind: 'stock:stop', itemNumber: 2 });
  expect(host.store.getState().elsewhere).toEqual([]);
  wire.say.onFrame({ ...three, to: 12, items: [anItem(3, { version: 12, listPriceMinor: 1 })] });
  expect(host.store.getState().elsewhere).toMatchObject([{ itemNumber: 3, version: 12, kind: 'price' }]);
});

test('what another console changed is told until this one, or another, changes it again', async () => {
  const elsewhere = () => host.store.getState().elsewhere;
  wire.say.onFrame({ ...three, to: 11, items: [anItem(2, { version: 11, isStopped: true })] });
  expect(elsewhere()).toHaveLength(1);
  wire.answer(async () => {
    wire.say.onFrame({ ...three, to: 12, items: [anItem(2, { version: 12 })] });
    return accepted(12);
  });
  await host.act({ kind: 'stock:resume', itemNumber: 2 });
  expect(elsewhere()).toEqual([]);
  const pins = [{ itemNumber: 3, sinceMs: 5 }];
  wire.say.onFrame({ ...three, to: 13, pins, items: [anItem(3, { version: 13 })] });
  expect(elsewhere()).toMatchObject([{ itemNumber: 3, kind: 'pinned' }]);
  wire.say.onFrame({ ...three, to: 14, pins: [], items: [] });
  expect(elsewhere()).toEqual([]);
});

test('[L4] two quick pins of one hand are no clash: the second is sent on what the first left', async () => {
  wire.answer(({ command, request }) => {
    if (request.itemNumber === 3) return accepted(11);
    return request.version === 11
      ? accepted(12)
      : refusedWith({ code: 'STALE_VERSION', itemNumber: 2, version: command === 'lineup:pin' ? 11 : 9 });
  });
  const [, second] = await Promise.all([
    host.act({ kind: 'lineup:pin', itemNumber: 3 }),
    host.act({ kind: 'lineup:pin', itemNumber: 2 }),
  ]);
  expect(second).toMatchObject({ ok: true, seq: 12 });
  expect(host.store.getState().works).toEqual([]);
  expect(new Set(wire.sent.map(({ request }) => request.key)).size).toBe(3);
  // What came from elsewhere is a clash.
  await host.act({ kind: 'lineup:unpin', itemNumber: 2 });
  expect(host.store.getState().works).toMatchObject([{ state: 'refused' }]);
});

test('buyers move counters, never versions: nobody is told of a change by another console', () => {
  wire.say.onFrame({ ...three, to: 11, items: [anItem(1, { available: 99, held: 1 })] });
  expect(host.store.getState().elsewhere).toEqual([]);
});

test('[F2] more pieces of a flash carry the flash’s version, not the item’s', async () => {
  const flash = aConsoleFlash({ version: 4 });
  wire.say.onFrame({ ...three, to: 11, items: [anItem(2, { version: 9, flash })] });
  wire.answer(() => accepted(12));
  await host.act({ kind: 'flash-sale:edit', flashId: flash.flashId, cap: 60, context: { itemNumber: 2 } });
  expect(wire.sent[0]?.request.version).toBe(4);
});

test('[F1] a warning of the ledger stays as long as its flash, or until it is dismissed', async () => {
  wire.answer(() => accepted(12, { undoUntilMs: nowMs + 5_000, warning: { recentLowMinor: 400 } }));
  const start: HostCommand = {
    kind: 'flash-sale:start',
    itemNumber: 2,
    priceMinor: 500,
    startsAtMs: null,
    durationSeconds: 300,
    prelaunchSeconds: 0,
    cap: 5,
    perBuyerCap: 2,
    afterEnd: 'list',
    fundedBy: 'producer',
  };
  await host.act(start);
  const warning = () => host.store.getState().warning;
  expect(warning()).toMatchObject({ itemNumber: 2, recentLowMinor: 400 });
  const flash = aConsoleFlash({ version: 12 });
  wire.say.onFrame({ ...three, to: 12, items: [anItem(2, { version: 12, flash })] });
  expect(warning()).toMatchObject({ itemNumber: 2, recentLowMinor: 400 });
  wire.say.onFrame({
    ...three,
    to: 13,
    items: [anItem(2, { version: 13, flash: { ...flash, phase: 'over' } })],
  });
  expect(warning()).toBeNull();

  wire.answer(() => accepted(14, { warning: { recentLowMinor: 400 } }));
  await host.act(start);
  expect(warning()).not.toBeNull();
  host.dismissWarning();
  expect(warning()).toBeNull();
});
