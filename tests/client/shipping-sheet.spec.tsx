import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { ShippingSheet } from '../../client/market/shipping/ShippingSheet.tsx';
import { draftOf, tableOf } from '../../client/market/shipping/shipping-draft.ts';
import { HostContext } from '../../client/screens/staff/console/host-context.ts';
import { createHostStore } from '../../client/stores/host/host-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { shippingDesk } from './desk-harness/shipping.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const byWeight = {
  tiers: [
    { upToGrams: 1_000, feeMinor: 800 },
    { upToGrams: 5_000, feeMinor: 1_450 },
  ],
  capMinor: null,
  freeFromMinor: 9_900,
};

test('a table and its form say the same, and by the goods with nothing more is no table', () => {
  expect(tableOf(draftOf(byWeight, 'CNY'), 'CNY')).toEqual({ table: byWeight });
  expect(tableOf(draftOf(null, 'CNY'), 'CNY')).toEqual({ table: null });
  // Abroad nothing is sent without one.
  expect(tableOf(draftOf(null, 'CNY'), 'CNY', true)).toEqual({
    table: { tiers: null, capMinor: null, freeFromMinor: null },
  });
});

test.each([
  [{ cap: 'a lot' }, 'amount'],
  [{ freeFrom: '0' }, 'free'],
  [{ tiers: [{ id: 0, grams: '1.5', fee: '8' }] }, 'weight'],
  [{ tiers: [{ id: 0, grams: '500', fee: '' }] }, 'amount'],
  [
    {
      tiers: [
        { id: 0, grams: '500', fee: '8' },
        { id: 1, grams: '500', fee: '9' },
      ],
    },
    'rising',
  ],
] as const)('%j is a fault: %s', (part, fault) => {
  expect(tableOf({ ...draftOf(byWeight, 'CNY'), ...part } as never, 'CNY')).toEqual({ fault });
});

test('[L4] what is saved names the version that was seen', async () => {
  const asked: unknown[] = [];
  const routes = shippingDesk('full');
  const world = deskWorld(fakeConsole(), {
    ...routes,
    setShipping(input) {
      asked.push(input);
      return routes.setShipping!(input);
    },
  });
  const host = createHostStore('potato-day', world);
  render(
    <WorldContext value={world}>
      <HostContext value={{ host, broadcast: null as never, show: () => undefined }}>
        <ShippingSheet onClose={() => undefined} />
      </HostContext>
    </WorldContext>,
  );
  await userEvent.click(await screen.findByRole('button', { name: /^Shaxi/ }));
  await userEvent.type(screen.getByLabelText('Free shipping from'), '66');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]).toMatchObject({
    params: { slug: 'potato-day' },
    body: {
      version: 12,
      origin: '沙溪',
      table: { tiers: null, capMinor: 1_800, freeFromMinor: 6_600 },
    },
  });
  expect(await screen.findByText('Shipping rates')).toBeInTheDocument();
});
