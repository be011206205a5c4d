import { act, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { ViewerScreen } from '../../client/screens/buyer/viewer/ViewerScreen.tsx';
import { aGood, aHeldLine, aPin, aShelf, aStream, EIGHT, MINUTE } from './market.ts';
import { aStage } from './stage.tsx';

// A tab in which the checkout of this stream was open when its page went: it is read with the module.
vi.hoisted(() =>
  sessionStorage.setItem('fairday.checkout', JSON.stringify({ slug: 'potato-day', isOpen: true })),
);

test('the address of a product shows the product, not a checkout that was left open', async () => {
  await aStage([aStream(), ['o', [7]], aGood(7), aShelf(7), aPin(7)], {
    lines: [aHeldLine(7, 1, 2_990, EIGHT + 3 * MINUTE)],
    page: <ViewerScreen slug="potato-day" itemNumber={7} />,
  });
  await act(() => import('../../client/screens/buyer/viewer/CheckoutSheet.tsx'));
  await act(() => vi.dynamicImportSettled());
  expect(await screen.findByRole('dialog', { name: 'Good 7' })).toBeVisible();
  expect(screen.queryByRole('dialog', { name: 'Checkout' })).toBeNull();
});
