import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { OrderReturns } from '../../client/screens/buyer/orders/OrderReturns.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import type { StreamReturns } from '../../shared/contract/catalogue.ts';
import type { SoldTerms } from '../../shared/values/return-terms.ts';
import { fakeLive } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { anOrder } from './market.ts';

const HOUR = 3_600_000;
const OF_TODAY = /^Today’s terms/;
const today: StreamReturns = {
  claimMs: 48 * HOUR,
  terms: [
    { isPerishable: false, returns: { days: 30, paidBy: 'shop' }, items: [1] },
    { isPerishable: true, items: [2] },
  ],
};

function shows(...sold: (SoldTerms | undefined)[]) {
  setLanguage('en');
  const [line] = anOrder().lines;
  const lines = sold.map((returns, at) => ({
    ...{ ...line!, itemNumber: at + 1, name: `Good ${at + 1}` },
    ...(returns && { returns }),
  }));
  const world = fakeWorld(fakeLive(), { streamReturns: () => today });
  render(
    <WorldContext value={world}>
      <OrderReturns slug="potato-day" lines={lines} />
    </WorldContext>,
  );
}

test('[O6] an order shows the terms on which it was sold, whatever the product’s are today', async () => {
  shows({ days: 7, paidBy: 'buyer' });
  expect(await screen.findByText('Returns within 7 days, you pay for sending it back')).toBeVisible();
  expect(screen.queryByText('Free returns within 30 days')).toBeNull();
  expect(screen.queryByText(OF_TODAY)).toBeNull();
});

test('[O6] an order of before shows the terms of today, and says so, product by product where they differ', async () => {
  shows(undefined, 'shop');
  expect(await screen.findByText('Free returns within 30 days')).toBeVisible();
  expect(screen.getAllByText(OF_TODAY)).toHaveLength(1);
  expect(screen.getByText('Good 1:')).toBeVisible();
  expect(screen.getByText('Good 2:')).toBeVisible();
  expect(screen.getByText('Money back within 48 h if something is wrong')).toBeVisible();
});
