import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { aGood, aHeldLine, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

const stall = [
  aStream(),
  ['o', [7]] as ['o', number[]],
  aGood(7, { name: 'Red potatoes', listPriceMinor: 2_990 }),
  aShelf(7, { state: 'IN_STOCK', available: 12 }),
  aPin(7),
];
const ok = { ok: true, seq: 12 } as never;

test('the last unit that was taken out can be put back, at the price of now', async () => {
  const stage = await aStage(stall, { lines: [aHeldLine(7, 1, 2_990, EIGHT + 5 * MINUTE)] });
  stage.live.answer(() => ok);
  await userEvent.click(screen.getByRole('button', { name: /^Cart 1/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Fewer: Red potatoes' }));
  expect(stage.live.sent.at(-1)).toMatchObject({
    command: 'cart:remove',
    request: { itemNumber: 7, units: 1 },
  });
  // As long as it is in the cart nothing offers to put it back.
  expect(screen.queryByText('Removed: Red potatoes')).toBeNull();
  stage.cart([]);
  expect(await screen.findByText('Removed: Red potatoes')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Put back · ¥29.90' }));
  expect(stage.live.sent.at(-1)).toMatchObject({
    command: 'cart:add',
    request: { itemNumber: 7, units: 1, seenPriceMinor: 2_990 },
  });
  stage.cart([aHeldLine(7, 1, 2_990, EIGHT + 5 * MINUTE)]);
  await waitFor(() => expect(screen.queryByText('Removed: Red potatoes')).toBeNull());
});

test('what is gone is not offered; one of several offers nothing', async () => {
  const stage = await aStage(stall, { lines: [aHeldLine(7, 2, 2_990, EIGHT + 5 * MINUTE)] });
  stage.change(aShelf(7, { state: 'SOLD_OUT', available: 0 }));
  stage.live.answer(() => ok);
  await userEvent.click(screen.getByRole('button', { name: /^Cart 2/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Fewer: Red potatoes' }));
  stage.cart([aHeldLine(7, 1, 2_990, EIGHT + 5 * MINUTE)]);
  expect(screen.queryByText('Removed: Red potatoes')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Fewer: Red potatoes' }));
  stage.cart([]);
  expect(await screen.findByText('Removed: Red potatoes')).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Put back/ })).toBeNull();
});
