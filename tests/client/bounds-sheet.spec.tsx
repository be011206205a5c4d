import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { BoundsSheet } from '../../client/market/newcomers/BoundsSheet.tsx';
import { boundsDraftOf, boundsOfDraft } from '../../client/market/newcomers/bounds-draft.ts';
import { HostContext } from '../../client/screens/staff/console/host-context.ts';
import { createHostStore } from '../../client/stores/host/host-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { StreamBounds } from '../../shared/market/newcomers/contract.ts';
import { boundsDesk, theBounds } from './desk-harness/bounds.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

test('the form and the bounds say the same, in percent, minutes and counts', () => {
  expect(boundsDraftOf(theBounds)).toMatchObject({ share: '50', payMinutes: '10', openedMinutes: '3' });
  expect(boundsOfDraft(boundsDraftOf(theBounds), theBounds)).toEqual(theBounds);
});

test.each([
  ['share', '101'],
  ['share', '12.555'],
  ['payMinutes', '1.555'],
  ['orderUnits', '2.5'],
  ['orderUnits', '1000'],
  ['payMinutes', '-1'],
  ['flashMinutes', ''],
  ['openedMinutes', 'three'],
  ['unpaidOrders', '2x'],
] as const)('%s may not be “%s”', (field, text) => {
  expect(boundsOfDraft({ ...boundsDraftOf(theBounds), [field]: text }, theBounds)).toBeNull();
});

test('bounds that another program set are saved again as they are, and halves may be typed', () => {
  const odd: StreamBounds = {
    ...theBounds,
    newcomerShareBps: 3_333,
    newcomerPayMs: 90_000,
    newcomerFlashPayMs: 100,
  };
  const draft = boundsDraftOf(odd);
  expect(draft).toMatchObject({ share: '33.33', payMinutes: '1.5' });
  expect(boundsOfDraft(draft, odd)).toEqual(odd);
  expect(boundsOfDraft({ ...draft, share: '12.5', payMinutes: '2.25' }, odd)).toEqual({
    ...odd,
    newcomerShareBps: 1_250,
    newcomerPayMs: 135_000,
  });
});

test('[L4] what is saved is whole, and names the version that was seen; the sheet closes', async () => {
  const asked: { body: { version: number; bounds: StreamBounds } }[] = [];
  const routes = boundsDesk();
  const world = deskWorld(fakeConsole(), {
    ...routes,
    setBounds(input) {
      asked.push(input as (typeof asked)[number]);
      return routes.setBounds!(input);
    },
  });
  const host = createHostStore('potato-day', world);
  let closed = 0;
  render(
    <WorldContext value={world}>
      <HostContext value={{ host, broadcast: null as never, show: () => undefined }}>
        <BoundsSheet
          onClose={() => {
            closed += 1;
          }}
        />
      </HostContext>
    </WorldContext>,
  );
  const share = await screen.findByLabelText('Share of each product for one network (%)');
  // [H1][H6] And the host reads how long a buyer has what is added.
  expect(screen.getByText(/Returning buyers: 10 minutes, 5 minutes at a flash price/)).toBeInTheDocument();
  expect(screen.getByText(/New buyers: 3 minutes, up to 4 units/)).toBeInTheDocument();
  await userEvent.clear(share);
  await userEvent.type(share, '150');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.getByRole('alert')).toHaveTextContent('A number from 0 to 100, with up to two decimals.');
  expect(asked).toEqual([]);
  await userEvent.clear(share);
  await userEvent.type(share, '0');
  await userEvent.click(screen.getByLabelText(/An order that expires unpaid is a strike/));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Saved.')).toBeInTheDocument();
  expect(closed).toBe(0);
  expect(asked[0]).toMatchObject({
    params: { slug: 'potato-day' },
    body: { version: 12, bounds: { ...theBounds, newcomerShareBps: 0, isUnpaidStrike: false } },
  });
});
