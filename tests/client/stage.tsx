import { act, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { expect } from 'vitest';
import { ViewerScreen } from '../../client/screens/buyer/viewer/ViewerScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import type { CartLine } from '../../shared/market/cart/contract.ts';
import { emptyMine, type FakeLive, fakeLive, HISTORY } from './fake-live.ts';
import { type FakeWorld, fakeWorld, type Routes } from './fake-world.ts';
import { EIGHT } from './market.ts';

/** The viewer's screen on a fake line, with a clock that a test turns by hand. */
export interface Stage {
  live: FakeLive;
  world: FakeWorld;
  clock: { nowMs: number };
  /** Sends the next frame. */
  change(...changes: Change[]): void;
  cart(lines: CartLine[], firstPaid?: boolean): void;
}

export async function aStage(
  changes: Change[],
  {
    lines = [],
    routes = {},
    phoneOffMs = 0,
    page = <ViewerScreen slug="potato-day" />,
  }: { lines?: CartLine[]; routes?: Routes; phoneOffMs?: number; page?: ReactElement } = {},
): Promise<Stage> {
  const clock = { nowMs: EIGHT };
  const live = fakeLive();
  const world = fakeWorld(
    live,
    routes,
    () => clock.nowMs,
    () => clock.nowMs + phoneOffMs,
  );
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>{page}</ServerTime>
    </WorldContext>,
  );
  await expect.poll(live.isOpen).toBe(true);
  let seq = 10;
  act(() => {
    live.welcome({ nowMs: EIGHT, mine: { ...emptyMine, cart: { lines, firstPaid: false } } });
    live.snapshot(changes, seq);
  });
  return {
    live,
    world,
    clock,
    change(...next) {
      seq += 1;
      act(() => live.say.onFrame({ history: HISTORY, from: seq - 1, to: seq, changes: next }));
    },
    cart(next, firstPaid = false) {
      seq += 1;
      act(() => live.say.onPrivate({ ...emptyMine, seq, cart: { lines: next, firstPaid } }));
    },
  };
}
