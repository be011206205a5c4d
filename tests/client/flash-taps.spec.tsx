import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCartStore } from '../../client/stores/cart-store.ts';
import { createFlashTaps } from '../../client/stores/flash-taps.ts';
import { createLiveStore } from '../../client/stores/live-store.ts';
import { entryChange } from '../../shared/live-view/told.ts';
import type { LiveRequest } from '../../shared/protocol.ts';
import { SECOND } from '../../shared/values/time.ts';
import { emptyMine, fakeLive, HISTORY } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { aFlash, aGood, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const STARTS = EIGHT + 10 * SECOND;
const announced = (changes: Partial<Parameters<typeof aFlash>[1]> = {}) =>
  aFlash(7, { priceMinor: 1_990, startsAtMs: STARTS, endsAtMs: STARTS + 5 * MINUTE, ...changes });
const FLASH = '0190a000-0000-7000-8000-0000000000f1';
const ADDED = { ok: true, seq: 12, unitPriceMinor: 1_990, heldUntilMs: EIGHT, lateOk: false } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: EIGHT });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function aStall(luck = 0.5) {
  vi.spyOn(Math, 'random').mockReturnValue(luck);
  const live = fakeLive();
  const world = fakeWorld(live, {}, () => Date.now());
  const liveStore = createLiveStore('potato-day', world);
  const cart = createCartStore(liveStore, world);
  liveStore.open();
  await vi.advanceTimersByTimeAsync(0);
  live.welcome({ mine: emptyMine });
  live.snapshot([
    aStream(),
    ['o', [7]],
    aGood(7, { listPriceMinor: 2_990 }),
    aShelf(7, { flashLeft: 9 }),
    announced(),
  ]);
  live.answer(() => ADDED);
  let seq = 10;
  return {
    live,
    cart,
    clock: world.clock,
    taps: createFlashTaps(liveStore, cart, world),
    changes(...changes: Parameters<typeof live.snapshot>[0]) {
      seq += 1;
      live.say.onFrame({ history: HISTORY, from: seq - 1, to: seq, changes });
    },
    sent: () => live.sent.map(({ request }) => request as LiveRequest<'cart:add'>),
    fault: () => cart.store.getState().faults[7],
  };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('[F7] a tap before the start is sent around it, once, at the flash price that was on the button', async () => {
  const { taps, sent } = await aStall();
  taps.keep(7);
  await pass(10 * SECOND - 301);
  expect(sent()).toEqual([]);
  await pass(601);
  expect(sent()).toMatchObject([{ itemNumber: 7, units: 1, seenPriceMinor: 1_990, flashId: FLASH }]);
  expect(taps.store.getState()).toEqual({});
  await pass(5 * MINUTE);
  expect(sent()).toHaveLength(1);
});

test('[F7] taps arrive at moments of their own while the draw is open: they leave by half their way sooner', async () => {
  for (const [luck, roundTripMs, leavesAtMs] of [
    [0, 0, -250],
    [0.9999, 0, 200],
    [0.5, 120, -25 - 60],
  ] as const) {
    vi.setSystemTime(EIGHT);
    const { taps, sent, clock } = await aStall(luck);
    const sentAt = clock.steady() - roundTripMs;
    clock.takeSample({ sentAt, receivedAt: clock.steady(), serverNowMs: EIGHT - roundTripMs / 2 });
    taps.keep(7);
    await pass(10 * SECOND + leavesAtMs - 2);
    expect(sent()).toEqual([]);
    await pass(4);
    expect(sent()).toHaveLength(1);
  }
});

test('[F7] more taps are more units, up to what the flash allows one buyer', async () => {
  const { taps, sent } = await aStall();
  for (let tap = 0; tap < 4; tap += 1) taps.keep(7);
  expect(taps.store.getState()[7]).toMatchObject({ units: 2 });
  await pass(11 * SECOND);
  expect(sent()).toMatchObject([{ units: 2 }]);
});

test('[F7] a tap that is called off is not sent', async () => {
  const { taps, sent } = await aStall();
  taps.keep(7);
  taps.callOff(7);
  await pass(MINUTE);
  expect(sent()).toEqual([]);
});

test('[F7] a tap goes with an earlier start and a lower price', async () => {
  const { taps, sent, changes } = await aStall();
  taps.keep(7);
  changes(announced({ startsAtMs: EIGHT + SECOND, priceMinor: 1_890 }));
  await pass(2 * SECOND);
  expect(sent()).toMatchObject([{ seenPriceMinor: 1_990, flashId: FLASH }]);
});

test('[F7] a flash that is called off, dearer, or more than a minute later ends the tap with a sentence', async () => {
  for (const [change, reason] of [
    [entryChange('f', 7, null), { code: 'PRICE_CHANGED', wasMinor: 1_990, nowMinor: 2_990 }],
    [announced({ endsAtMs: STARTS }), { code: 'PRICE_CHANGED', nowMinor: 2_990 }],
    [announced({ priceMinor: 2_090 }), { code: 'PRICE_CHANGED', nowMinor: 2_090 }],
    [announced({ startsAtMs: STARTS + MINUTE + 1 }), { code: 'FLASH_NOT_STARTED', nowMinor: 2_990 }],
  ] as const) {
    vi.setSystemTime(EIGHT);
    const { taps, sent, changes, fault } = await aStall();
    taps.keep(7);
    changes(change);
    expect(fault()).toMatchObject(reason);
    await pass(3 * MINUTE);
    expect(sent()).toEqual([]);
  }
});

test('[F7] who comes too early goes again under the same key after the time that was said, without a word', async () => {
  const { taps, sent, live, fault } = await aStall();
  const startsAtMs = EIGHT + 12 * SECOND;
  live.answer(() => {
    const inMs = startsAtMs - Date.now();
    if (inMs <= 0) return ADDED;
    return {
      ...{ ok: false, message: '', retryable: true, code: 'FLASH_NOT_STARTED', itemNumber: 7 },
      ...{ nowMinor: 2_990, startsAtMs, inMs },
    } as never;
  });
  taps.keep(7);
  await pass(10 * SECOND);
  expect(sent()).toHaveLength(1);
  expect(taps.store.getState()[7]).toMatchObject({ units: 1 });
  await pass(2 * SECOND - 1);
  expect(sent()).toHaveLength(1);
  await pass(301);
  expect(sent()).toHaveLength(2);
  expect(new Set(sent().map(({ key }) => key)).size).toBe(1);
  expect(fault()).toBeUndefined();
  expect(taps.store.getState()).toEqual({});
});

test('[F7] a start that was put off beyond a minute ends a tap that came too early', async () => {
  const { taps, sent, live, changes, fault } = await aStall();
  live.answer(() => {
    changes(announced({ startsAtMs: STARTS + MINUTE + 1 }));
    return {
      ...{ ok: false, message: '', retryable: true, code: 'FLASH_NOT_STARTED', itemNumber: 7 },
      ...{ nowMinor: 2_990, startsAtMs: STARTS + MINUTE + 1, inMs: MINUTE },
    } as never;
  });
  taps.keep(7);
  await pass(3 * MINUTE);
  expect(sent()).toHaveLength(1);
  expect(fault()).toMatchObject({ code: 'FLASH_NOT_STARTED' });
});

test('[F7] while a flash counts down, its price is the large button and the list price stands on the small one', async () => {
  vi.useRealTimers();
  const { live, clock } = await aStage([
    ...[aStream(), aPin(7), aGood(7, { listPriceMinor: 2_990 }), aShelf(7, { flashLeft: 9 }), announced()],
  ]);
  const user = userEvent.setup();
  const soon = await screen.findByRole('button', { name: /^¥19.90\s*in 00:10$/ });
  live.answer(() => ADDED);
  await user.click(soon);
  expect(await screen.findByRole('button', { name: /^1 × ¥19.90\s*added in 00:10/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect(live.sent).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await user.click(screen.getByRole('button', { name: 'Add now at ¥29.90' }));
  expect(live.sent).toMatchObject([{ command: 'cart:add', request: { seenPriceMinor: 2_990 } }]);
  act(() => {
    clock.nowMs = STARTS;
  });
  expect(await screen.findByRole('button', { name: /^Add to cart/ })).toBeInTheDocument();
});
