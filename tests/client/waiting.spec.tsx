import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import type { PrivateView } from '../../shared/contract/private-view.ts';
import type { CartLine } from '../../shared/market/cart/contract.ts';
import type { StockEntry } from '../../shared/market/stock/entry.ts';
import { aGood, aHeldLine, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const stall = (shelf: Partial<StockEntry> = { state: 'ALL_HELD', available: 0 }) => [
  aStream(),
  ['o', [7]] as ['o', number[]],
  aGood(7, { name: 'Red potatoes', listPriceMinor: 2_990 }),
  aShelf(7, shelf),
  aPin(7),
];
const wait = () => screen.findByRole('button', { name: 'Join the waitlist' });
const mine = (waiting: PrivateView['waiting'], lines: CartLine[] = [], firstPaid = false): PrivateView => ({
  seq: 20,
  cart: { lines, firstPaid },
  orders: [],
  ...(waiting && { waiting }),
});
const anOffer = (untilMs: number): CartLine => {
  const line = aHeldLine(7, 1, 2_990, untilMs);
  return { ...line, holds: line.holds.map((hold) => ({ ...hold, isOffer: true as const })) };
};

test('[H5] where nothing is left to take, a button joins the line, and the place is the market’s to say', async () => {
  const { live } = await aStage(stall());
  live.answer(() => ({ ok: true, seq: 20, place: 3 }));
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'How many' }), '2');
  await userEvent.click(screen.getByRole('button', { name: 'Join the waitlist for 2' }));
  expect(live.sent.at(-1)).toMatchObject({
    command: 'waitlist:join',
    request: { itemNumber: 7, units: 2, key: expect.any(String) },
  });
  act(() => live.say.onPrivate(mine([{ itemNumber: 7, units: 2, place: 3, passedOver: null }])));
  expect(await screen.findByText('You’re 3rd on the waitlist')).toBeInTheDocument();
  act(() =>
    live.say.onPrivate({ ...mine([{ itemNumber: 7, units: 2, place: 1, passedOver: null }]), seq: 21 }),
  );
  expect(screen.getByText('You’re next on the waitlist')).toBeInTheDocument();
});

test('[H5] in a row of the shop one tap on its words joins for one', async () => {
  const { live } = await aStage(stall());
  live.answer(() => ({ ok: true, seq: 20, place: 3 }));
  await userEvent.click(screen.getByRole('button', { name: /^Shop/ }));
  const door = await screen.findByRole('button', { name: 'Join the waitlist for Red potatoes' });
  expect(door).toHaveTextContent('Waitlist');
  await userEvent.click(door);
  const joined = { command: 'waitlist:join', request: { itemNumber: 7, units: 1 } };
  await waitFor(() => expect(live.sent.at(-1)).toMatchObject(joined));
  act(() => live.say.onPrivate(mine([{ itemNumber: 7, units: 1, place: 3, passedOver: null }])));
  const row = within(door.closest('li')!);
  expect(await row.findByText('You’re 3rd on the waitlist')).toBeInTheDocument();
  await userEvent.click(door);
  expect(live.sent.filter(({ command }) => command === 'waitlist:join')).toHaveLength(1);
});

test('[H5] who is far back is told so, and who is passed over why', async () => {
  const { live } = await aStage(stall());
  act(() => live.say.onPrivate(mine([{ itemNumber: 7, units: 1, place: 21, passedOver: 'held' }])));
  expect(await screen.findByText('More than 20 people are ahead of you')).toBeInTheDocument();
  expect(await screen.findByText(/You’ve reserved as many as one person can/)).toBeInTheDocument();
});

test('[H5] leaving gives the place up; a no says why', async () => {
  const { live } = await aStage(stall());
  act(() => live.say.onPrivate(mine([{ itemNumber: 7, units: 1, place: 2, passedOver: null }])));
  live.answer(() => ({ ok: true, seq: 21 }));
  await userEvent.click(await screen.findByRole('button', { name: 'Leave waitlist' }));
  expect(live.sent.at(-1)).toMatchObject({ command: 'waitlist:leave', request: { itemNumber: 7 } });
  act(() => live.say.onPrivate({ ...mine(undefined), seq: 21 }));
  live.answer(() => ({
    ok: false,
    message: '',
    retryable: false,
    code: 'WAITLIST_INVALID',
    itemNumber: 7,
    reason: 'full',
  }));
  await userEvent.click(await wait());
  expect(await screen.findByText(/This waitlist is full/)).toBeInTheDocument();
});

test('[H5] units on offer stand above the card with their own time: order them, or say no', async () => {
  const { live, clock } = await aStage(stall());
  clock.nowMs = EIGHT;
  act(() => live.say.onPrivate(mine(undefined, [anOffer(EIGHT + 3 * MINUTE)])));
  const offer = await screen.findByText('One’s available, reserved for you');
  const bar = offer.closest('section')!;
  expect(within(bar).getByRole('timer')).toHaveTextContent('03:00');
  live.answer(() => ({ ok: true, seq: 22 }));
  await userEvent.click(within(bar).getByRole('button', { name: 'No thanks' }));
  expect(live.sent.at(-1)).toMatchObject({ command: 'waitlist:leave', request: { itemNumber: 7 } });
  await userEvent.click(within(bar).getByRole('button', { name: 'Order now' }));
  expect(await screen.findByRole('dialog')).toBeInTheDocument();
});

test('[H5] there is no line for what can be taken, is stopped or over, or where nothing is held', async () => {
  const { live } = await aStage(stall());
  await wait();
  for (const shelf of [{ state: 'LOW', available: 1 }, { state: 'STOPPED' }] as const) {
    act(() => live.snapshot(stall(shelf), 11));
    expect(screen.queryByRole('button', { name: /Tell me/ })).toBeNull();
  }
  act(() => live.snapshot([...stall(), aStream({ status: 'ENDED', endedAtMs: EIGHT })], 12));
  expect(screen.queryByRole('button', { name: /Tell me/ })).toBeNull();
  act(() => live.snapshot(stall(), 13));
  await wait();
  act(() => live.say.onPrivate(mine(undefined, [], true)));
  expect(screen.queryByRole('button', { name: /Tell me/ })).toBeNull();
});

test('[H5] 候补 in Chinese', async () => {
  const { live } = await aStage(stall());
  act(() => setLanguage('zh-CN'));
  expect(await screen.findByRole('button', { name: '候补' })).toBeInTheDocument();
  act(() => live.say.onPrivate(mine([{ itemNumber: 7, units: 1, place: 3, passedOver: null }])));
  expect(await screen.findByText('候补第 3 位')).toBeInTheDocument();
});
