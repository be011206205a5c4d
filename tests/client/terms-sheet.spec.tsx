import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { TermsSheet } from '../../client/market/stream/TermsSheet.tsx';
import { termsDraftOf, termsOfDraft } from '../../client/market/stream/terms-draft.ts';
import { StreamDefaultsScreen } from '../../client/screens/staff/admin/StreamDefaultsScreen.tsx';
import { HostContext } from '../../client/screens/staff/console/host-context.ts';
import { createHostStore } from '../../client/stores/host/host-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { StreamDefaults } from '../../shared/market/stream/defaults.ts';
import type { StreamTerms } from '../../shared/market/stream/terms.ts';
import { teamDesk, theTerms } from './desk-harness/team.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const aimed: StreamTerms = { ...theTerms.terms, targetMinor: 300_050, plannedMs: 7_200_000 };

test.each([
  ['target', '0'],
  ['target', '12.345'],
  ['target', '100000000'],
  ['target', 'a lot'],
  ['plannedMs', '9'],
  ['plannedMs', '721'],
  ['plannedMs', '1.5'],
  ['holdMs', ''],
  ['holdMs', '2'],
  ['payMs', '121'],
  ['newBuyerHoldMs', '4'],
  ['offerMs', '16'],
  ['undoMs', '2'],
  ['graceMs', '6'],
  ['closeAfterMs', '59'],
] as const)('[S10] %s may not be “%s”', (field, text) => {
  expect(termsOfDraft({ ...termsDraftOf(aimed, 'CNY'), [field]: text }, aimed, 'CNY')).toBeNull();
});

test('[S10] the form and the terms say the same; an empty aim is none', () => {
  const draft = termsDraftOf(aimed, 'CNY');
  expect(draft).toMatchObject({ target: '3000.50', plannedMs: '120', holdMs: '15' });
  expect(termsOfDraft(draft, aimed, 'CNY')).toEqual(aimed);
  expect(termsOfDraft({ ...draft, target: ' ', plannedMs: '' }, aimed, 'CNY')).toEqual(theTerms.terms);
});

test('[S10] [L4] a target is set in front, and the whole is sent under the version that was seen', async () => {
  const asked: unknown[] = [];
  const routes = teamDesk('few');
  const world = deskWorld(fakeConsole(), {
    ...routes,
    setStreamTerms(input) {
      asked.push(input);
      return routes.setStreamTerms!(input);
    },
  });
  let closed = 0;
  render(
    <WorldContext value={world}>
      <HostContext
        value={{
          host: createHostStore('potato-day', world),
          broadcast: null as never,
          show: () => undefined,
        }}
      >
        <TermsSheet
          onClose={() => {
            closed += 1;
          }}
        />
      </HostContext>
    </WorldContext>,
  );
  const target = await screen.findByLabelText(/Sales target/);
  expect(screen.getAllByRole('textbox')[0]).toBe(target);
  await userEvent.type(target, '0');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.getByRole('alert')).toHaveTextContent('An amount above 0, or empty.');
  expect(asked).toEqual([]);
  await userEvent.clear(target);
  await userEvent.type(target, '3000');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Saved.')).toBeInTheDocument();
  expect(closed).toBe(0);
  expect(asked[0]).toMatchObject({
    body: { version: 12, terms: { ...theTerms.terms, targetMinor: 300_000 } },
  });
});

test('[S11] the shop’s form has the same fields, without a target; a fault in Advanced opens it', async () => {
  const asked: { version: number; defaults: StreamDefaults }[] = [];
  const { maxPins, strictRecentLow, ...times } = theTerms.terms;
  const defaults = { ...times, maxPins, strictRecentLow, remorseMs: 3_600_000, claimMs: 172_800_000 };
  const world = deskWorld(fakeConsole(), {
    me: () => anOperator,
    streamDefaults: () => ({
      version: 3,
      defaults,
      changed: { claimMs: { by: '李桂香', byEn: 'Li Guixiang', atMs: 1_790_000_000_000, was: 86_400_000 } },
    }),
    setStreamDefaults(input) {
      asked.push((input as { body: (typeof asked)[number] }).body);
      return { version: 4, defaults, changed: {} };
    },
  });
  render(
    <WorldContext value={world}>
      <StreamDefaultsScreen />
    </WorldContext>,
  );
  const claim = await screen.findByLabelText('Hours to open a claim after delivery');
  expect(screen.queryByLabelText(/Sales target/)).toBeNull();
  expect(screen.getByText(/Changed by Li Guixiang/)).toHaveTextContent(/ · 24 hours → 48 hours$/);
  const rare = claim.closest('details')!;
  expect(rare.open).toBe(false);
  await userEvent.clear(claim);
  await userEvent.type(claim, '12');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(rare.open).toBe(true);
  expect(screen.getByText('A whole number from 24 to 168.')).toBeVisible();
  expect(asked).toEqual([]);
  await userEvent.clear(claim);
  await userEvent.type(claim, '72');
  expect(screen.getByText(/“Money back within 72 hours if something is wrong.”/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]).toMatchObject({ version: 3, defaults: { ...defaults, claimMs: 259_200_000 } });
});
