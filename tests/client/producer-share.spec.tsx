import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { ProducerScreen } from '../../client/screens/staff/producer/ProducerScreen.tsx';
import { SettlementScreen } from '../../client/screens/staff/settlement/SettlementScreen.tsx';
import { beforeChange, reserveOf, shareBpsOf } from '../../client/screens/staff/settlement/share-draft.ts';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { settlementDesk } from './desk-harness/settlement.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

/** The sheet of the first producer's share. @param answers of the route that sets it, one after the other */
async function aShareSheet(...answers: unknown[]) {
  const asked: { params: object; body: Record<string, unknown> }[] = [];
  const world = deskWorld(fakeConsole(), {
    ...settlementDesk(''),
    setProducerShare: (input: unknown) => {
      asked.push(input as (typeof asked)[number]);
      return answers[asked.length - 1];
    },
  });
  chooseLanguage(world.keep, 'en');
  render(
    <WorldContext value={world}>
      <SettlementScreen />
    </WorldContext>,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: /Laojunshan Highland/ }));
  await user.click(await screen.findByRole('button', { name: 'Share: 80%' }));
  return {
    user,
    asked,
    sheet: await screen.findByRole('dialog', { name: /^Share and reserve of Laojunshan/ }),
  };
}
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('[M6] the form says what it does before it is set, which streams keep theirs, and who changed it', async () => {
  const { user, asked, sheet } = await aShareSheet({ version: 3 });
  const save = within(sheet).getByRole('button', { name: 'Save' });
  expect(within(sheet).getByText('That’s how it is already. The planned change stays.')).toBeVisible();
  expect(save).toBeDisabled();
  await user.click(within(sheet).getByRole('button', { name: 'Drop the planned change' }));
  expect(within(sheet).getByText('Stays at 80%: the planned change is dropped.')).toBeVisible();
  expect(save).toBeEnabled();
  await user.click(within(sheet).getByRole('button', { name: 'Keep the planned change' }));
  expect(save).toBeDisabled();
  await user.clear(within(sheet).getByLabelText('New share (%)'));
  await user.type(within(sheet).getByLabelText('New share (%)'), '82.5');
  expect(within(sheet).getByText('From now on: 82.5%')).toBeVisible();
  expect(within(sheet).getByText(/Replaces 1 planned change/)).toBeVisible();
  expect(within(sheet).getByText('Laojunshan potatoes, live')).toBeVisible();
  expect(within(sheet).getByText('2 products at 75% / 80%')).toBeVisible();
  expect(within(sheet).getByText(/Former member.* · replaced before it took effect/)).toBeVisible();
  fireEvent.change(within(sheet).getByLabelText('From'), { target: { value: dayIn(8) } });
  expect(within(sheet).getByText(/^From .*: 82\.5%$/)).toBeVisible();
  expect(within(sheet).queryByText(/Replaces/)).toBeNull();
  await user.clear(within(sheet).getByLabelText('New share (%)'));
  await user.type(within(sheet).getByLabelText('New share (%)'), '82');
  expect(within(sheet).getByText('That’s how it is already.')).toBeVisible();
  await user.type(within(sheet).getByLabelText('New share (%)'), '.5');
  await user.click(within(sheet).getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/^Saved: 82\.5%, from/)).toBeVisible();
  expect(asked[0]!.body).toEqual({
    ...{ key: expect.any(String), version: 2, from: dayIn(8), shareBps: 8_250, reserve: null },
  });
});

test('[M6] [I1] a share out of bounds is said at its field; what had no answer goes again under its key', async () => {
  const lost = { refusal: { code: 'NO_ANSWER' } };
  const { user, asked, sheet } = await aShareSheet(lost, { version: 3 });
  const share = within(sheet).getByLabelText('New share (%)');
  for (const wrong of ['8', '49.99', '101', '82.555', 'all']) {
    await user.clear(share);
    await user.type(share, wrong);
    await user.click(within(sheet).getByRole('button', { name: 'Save' }));
    expect(within(sheet).getByText(/Enter a share from 50 to 100/)).toBeVisible();
  }
  expect(asked).toEqual([]);
  await user.clear(share);
  await user.type(share, '90');
  await user.click(within(sheet).getByRole('button', { name: 'Save' }));
  await user.click(within(sheet).getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Saved: 90%, from now on.')).toBeVisible();
  expect(asked[1]!.body.key).toBe(asked[0]!.body.key);
});

test('[M6] a producer reads the share of now and the next one', async () => {
  const world = deskWorld(fakeConsole(), settlementDesk(''));
  chooseLanguage(world.keep, 'en');
  render(
    <WorldContext value={world}>
      <ProducerScreen />
    </WorldContext>,
  );
  expect(await screen.findByText(/You get 80% of the product value\. From .* it’s 82%/)).toBeVisible();
});

test('[M6] what a share is typed as, and what held before a change', () => {
  expect(['80', ' 82.5 ', '82．25%', '100', '50'].map(shareBpsOf)).toEqual([
    8_000, 8_250, 8_225, 10_000, 5_000,
  ]);
  expect(['', '49.99', '100.01', '-80', '8e1', '82,5'].map(shareBpsOf)).toEqual(Array(6).fill(null));
  const day = (n: number) => `2026-12-0${n}`;
  const change = (n: number, shareBps: number, isReplaced?: true) => ({
    ...{ fromMs: n, wasBps: 0, shareBps, atMs: 0, by: null, ...(isReplaced && { isReplaced }) },
  });
  const view = {
    ...{ today: day(2), shareBps: 8_000 },
    changes: [change(7, 8_700), change(5, 8_500), change(6, 8_600, true), change(1, 8_000)],
  };
  expect([2, 5, 6, 8].map((n) => beforeChange(view, day(n), day))).toEqual([
    { wasBps: 8_000, wasReserve: null, dropped: 2 },
    { wasBps: 8_000, wasReserve: null, dropped: 2 },
    { wasBps: 8_500, wasReserve: null, dropped: 1 },
    { wasBps: 8_700, wasReserve: null, dropped: 0 },
  ]);
});

test('[M7] a reserve is shown by a round sum before it is set, and says that what is promised stays out of it', async () => {
  const { asked, sheet } = await aShareSheet({ version: 3 });
  const types = (label: string, value: string) =>
    fireEvent.change(within(sheet).getByLabelText(label), { target: { value } });
  expect(within(sheet).getByLabelText('Kept for (days)')).toBeDisabled();
  types('Reserve (% of the share)', '10');
  expect(within(sheet).getByText(/¥80.00 is paid on time, and ¥0.00 after 30 more days/)).toBeVisible();
  expect(within(sheet).getByText(/^Producers always get 80% of the product value on time/)).toBeVisible();
  types('New share (%)', '90');
  types('Kept for (days)', '14');
  expect(within(sheet).getByText('From now on: 90%, 10% of it kept for 14 days')).toBeVisible();
  expect(within(sheet).getByText(/¥81.00 is paid on time, and ¥9.00 after 14 more days/)).toBeVisible();
  expect(within(sheet).queryByText(/^Producers always get/)).toBeNull();
  fireEvent.click(within(sheet).getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Saved: 90%, 10% of it kept for 14 days, from now on.')).toBeVisible();
  expect(asked[0]!.body).toMatchObject({ shareBps: 9_000, reserve: { bps: 1_000, days: 14 } });
});

test('[M7] what a reserve is typed as', () => {
  expect(['', '0', '0.00'].map((percent) => reserveOf(percent, ''))).toEqual(['none', 'none', 'none']);
  expect(reserveOf('12.5', '30')).toEqual({ bps: 1_250, days: 30 });
  for (const [percent, days] of [
    ['31', '30'],
    ['ten', '30'],
    ['10', '0'],
    ['10', '181'],
    ['10', ''],
    ['10', '1.5'],
  ] as const) {
    expect(reserveOf(percent, days)).toBeNull();
  }
});
