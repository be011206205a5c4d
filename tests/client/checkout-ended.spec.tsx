import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { aGood, aHeldLine, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

// A tab in which the checkout of this stream was open, with a code, when its page went: it is read with the module.
vi.hoisted(() =>
  sessionStorage.setItem(
    'fairday.checkout',
    JSON.stringify({ slug: 'potato-day', isOpen: true, code: 'FAIRDAY8' }),
  ),
);

test('[H1] a checkout that is taken up again after its reservations ended says so, asks for no total, and leads back', async () => {
  const ended = { ...aHeldLine(7, 1, 2_990, EIGHT - MINUTE), holds: [], expiredUnits: 1 };
  const stall = [aStream({ isQuoted: true, takesCodes: true }), ['o', [7]] as ['o', number[]], aGood(7)];
  const { live } = await aStage([...stall, aShelf(7), aPin(7)], { lines: [ended] });
  await act(() => import('../../client/screens/buyer/viewer/CheckoutSheet.tsx'));
  await act(() => vi.dynamicImportSettled());
  const sheet = await screen.findByRole('dialog', { name: 'Checkout' });
  expect(sheet).toHaveTextContent(/Your reservation ended and nothing was ordered/);
  expect(sheet).not.toHaveTextContent(/Calculating the total|Checking the code/);
  expect(live.sent).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Back to the cart' }));
  expect(screen.queryByRole('dialog', { name: 'Checkout' })).toBeNull();
  // What ran out is taken again there.
  expect(await screen.findByRole('button', { name: /^Add again at/ })).toBeVisible();
});
