import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { HISTORY } from './fake-live.ts';
import { aGood, aPin, aShelf, aStream, EIGHT } from './market.ts';
import { aStage, type Stage } from './stage.tsx';

const stall = [
  aStream(),
  ['o', [7, 8]] as ['o', number[]],
  aGood(7, { name: '红皮土豆', nameEn: 'Red potatoes' }),
  aGood(8, { name: '核桃', nameEn: 'Walnuts' }),
  aShelf(7),
  aShelf(8),
  aPin(7),
];
const twoProducts = [
  { itemNumber: 8, buyers: 9 },
  { itemNumber: 7, buyers: 3 },
];
const beat = ({ live }: Stage, nowMs: number) =>
  act(() => live.say.onHeartbeat({ history: HISTORY, to: 10, nowMs, viewers: 12 }));

/** Time passes for what stands there by now: a part that has come late has begun to count as well. */
async function passes(ms: number): Promise<void> {
  await act(async () => {});
  act(() => void vi.advanceTimersByTime(ms));
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
  act(() => setLanguage('en'));
});

test('[B9] products take turns, six seconds each; who pauses keeps the line that stands there, with its number', async () => {
  const { live } = await aStage(stall);
  expect(screen.queryByRole('region', { name: /^Bought/ })).not.toBeInTheDocument();
  act(() => live.say.onRecent(twoProducts));
  expect(await screen.findByText('9 bought Walnuts in 5 min')).toBeInTheDocument();
  await passes(6_000);
  expect(screen.getByText('3 bought Red potatoes in 5 min')).toBeInTheDocument();
  const user = userEvent.setup({ advanceTimers: () => {} });
  await user.click(screen.getByRole('button', { name: 'Pause' }));
  await passes(18_000);
  act(() => live.say.onRecent([{ itemNumber: 7, buyers: 4 }]));
  expect(screen.getByText('3 bought Red potatoes in 5 min')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Resume' }));
  expect(screen.getByText('4 bought Red potatoes in 5 min')).toBeInTheDocument();
});

test('[B9] a newer count swaps no line that has just come: it shows with the next turn', async () => {
  const { live } = await aStage(stall);
  act(() => live.say.onRecent(twoProducts));
  expect(await screen.findByText('9 bought Walnuts in 5 min')).toBeInTheDocument();
  await passes(6_000);
  await passes(200);
  act(() => live.say.onRecent([{ itemNumber: 8, buyers: 12 }]));
  await passes(4_000);
  expect(screen.getByText('3 bought Red potatoes in 5 min')).toBeInTheDocument();
  await passes(2_000);
  expect(screen.getByText('12 bought Walnuts in 5 min')).toBeInTheDocument();
});

test('[B9] a count that nobody repeats is gone after half a minute, and one that is empty at once', async () => {
  const stage = await aStage(stall);
  act(() => stage.live.say.onRecent(twoProducts));
  expect(await screen.findByText(/bought Walnuts/)).toBeInTheDocument();
  beat(stage, EIGHT + 30_000);
  expect(screen.getByText(/bought Walnuts/)).toBeInTheDocument();
  beat(stage, EIGHT + 30_001);
  expect(screen.queryByText(/bought Walnuts/)).not.toBeInTheDocument();
  act(() => stage.live.say.onRecent(twoProducts));
  expect(screen.getByText(/bought Walnuts/)).toBeInTheDocument();
  act(() => stage.live.say.onRecent([]));
  expect(screen.queryByText(/bought Walnuts/)).not.toBeInTheDocument();
});

test('[B9] in Chinese it says the name that the host says', async () => {
  act(() => setLanguage('zh-CN'));
  const { live } = await aStage(stall);
  act(() => live.say.onRecent(twoProducts));
  expect(await screen.findByText('5 分钟内 9 人买了核桃')).toBeInTheDocument();
});
