import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { HomeScreen } from '../../client/screens/buyer/home/HomeScreen.tsx';
import { ViewerScreen } from '../../client/screens/buyer/viewer/ViewerScreen.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import { ServerTime } from '../../client/ui/server-time.ts';
import { ok, refuse } from '../../shared/values/result.ts';
import { fakeLive } from './fake-live.ts';
import { aGuest, fakeWorld } from './fake-world.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A newcomer's page in front of a market whose database is away, until it is back. */
async function aNewcomer(page: React.ReactElement) {
  let isAway = true;
  const world = fakeWorld(fakeLive());
  world.http.call = (async (name: string) => {
    if (isAway) return refuse({ ok: false, code: 'UNAVAILABLE', retryAfterMs: 1_000 });
    return ok(name === 'me' ? aGuest : { streams: [] });
  }) as never;
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>{page}</ServerTime>
    </WorldContext>,
  );
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  await pass(10);
  return {
    async comesBack() {
      isAway = false;
      await pass(7_000);
    },
  };
}

test.each([
  ['en', 'We can’t take orders right now. This page retries automatically.', 'Opening the stream…'],
  ['zh-CN', '暂时无法下单，本页会自动重试。', '正在进入直播间…'],
] as const)(
  '[C22] %s: a newcomer at a stall reads why nothing comes, and comes in by themselves',
  async (language, words, opening) => {
    setLanguage(language);
    const { comesBack } = await aNewcomer(<ViewerScreen slug="potato-day" />);
    expect(screen.getByText(words)).toBeInTheDocument();
    await comesBack();
    expect(screen.queryByText(words)).toBeNull();
    expect(screen.getByText(opening)).toBeInTheDocument();
  },
);

test.each([
  ['en', 'We can’t take orders right now. This page retries automatically.', 'No streams scheduled yet'],
  ['zh-CN', '暂时无法下单，本页会自动重试。', '还没有直播预告'],
] as const)('[C22] %s: a newcomer at the door does too', async (language, words, empty) => {
  setLanguage(language);
  const { comesBack } = await aNewcomer(<HomeScreen />);
  expect(screen.getByText(words)).toBeInTheDocument();
  await comesBack();
  expect(screen.queryByText(words)).toBeNull();
  expect(screen.getByText(empty)).toBeInTheDocument();
});
