import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { SettlementScreen } from '../../client/screens/staff/settlement/SettlementScreen.tsx';
import { chooseLanguage } from '../../client/stores/settings-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { SettlementOverview } from '../../shared/contract/settlement.ts';
import { DAY } from '../../shared/values/time.ts';
import { anOperator, deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

const NOW = Date.UTC(2026, 10, 25, 4);
const HOST = '0190a000-0000-7000-9000-000000000800';
const OTHER = '0190a000-0000-7000-9000-000000000801';
const overview: SettlementOverview = {
  asOfMs: NOW,
  terms: { timeZone: 'Asia/Shanghai', dueDays: 7, countFrom: 'delivery', afterClaimDays: 2 },
  producers: [],
  overdue: [],
  payouts: [],
  trialBalance: [
    { account: 'psp_clearing', name: '', currency: 'CNY', amountMinor: 12_180 },
    { account: `host_receivable:${HOST}`, name: 'Mei', currency: 'CNY', amountMinor: 900 },
    { account: 'shipping_payable:剑川', name: '', nameEn: 'Jianchuan', currency: 'CNY', amountMinor: -1_800 },
    { account: 'escrow', name: '', currency: 'CNY', amountMinor: -11_280 },
  ],
};

/** The office with one route that notes what it is asked. */
async function anOffice(route: 'bookBank' | 'setTerms' | 'newProducer', answer: (turn: number) => unknown) {
  const asked: { body: Record<string, unknown> }[] = [];
  const world = deskWorld(fakeConsole(), {
    settlement: () => overview,
    [route]: (input: unknown) => {
      asked.push(input as (typeof asked)[number]);
      return answer(asked.length);
    },
  });
  chooseLanguage(world.keep, 'en');
  render(
    <WorldContext value={world}>
      <SettlementScreen />
    </WorldContext>,
  );
  await screen.findByRole('heading', { name: 'Bookkeeping' });
  return { user: userEvent.setup(), asked };
}

const refusal = (given: Refusal) => ({ refusal: given });

test('[M5] money that moved is looked over before it is booked, and what is changed is looked over anew', async () => {
  const { user, asked } = await anOffice('bookBank', () => ({ bookingId: HOST }));
  await user.click(screen.getByRole('button', { name: 'Record a transaction' }));
  const sheet = await screen.findByRole('dialog');
  expect(within(sheet).getByRole('radio', { name: /provider paid us/ })).toBeChecked();
  expect(within(sheet).getByText('Balance ¥121.80')).toBeVisible();

  await user.click(within(sheet).getByRole('button', { name: 'Review' }));
  expect(within(sheet).getByText('Enter an amount like 1250.00.')).toBeVisible();
  await user.type(within(sheet).getByLabelText('Amount'), '121.80');
  await user.type(within(sheet).getByLabelText('Fee withheld'), '0.73');
  await user.click(within(sheet).getByRole('button', { name: 'Review' }));
  expect(within(sheet).getByText('¥121.07 of ¥121.80 arrived in the bank.')).toBeVisible();

  await user.clear(within(sheet).getByLabelText('Amount'));
  await user.type(within(sheet).getByLabelText('Amount'), '130');
  expect(within(sheet).queryByRole('button', { name: 'Record it' })).toBeNull();
  await user.click(within(sheet).getByRole('button', { name: 'Review' }));
  expect(within(sheet).getByText(/more than the balance of ¥121\.80/)).toBeVisible();
  expect(asked).toEqual([]);
  await user.click(within(sheet).getByRole('button', { name: 'Record it' }));
  expect(await screen.findByText('Recorded.')).toBeVisible();
  expect(asked).toEqual([
    {
      body: {
        ...{ key: expect.any(String), move: 'provider_paid', currency: 'CNY' },
        ...{ amountMinor: 13_000, feeMinor: 73 },
      },
    },
  ]);
});

test('[M5] a host and a carrier are chosen out of those with something in their account', async () => {
  const { user, asked } = await anOffice('bookBank', () => ({ bookingId: HOST }));
  for (const [move, party, shown] of [
    [/host paid/, HOST, 'Mei · ¥9.00'],
    [/paid a carrier/, '剑川', 'Jianchuan · ¥18.00'],
  ] as const) {
    await user.click(screen.getByRole('button', { name: 'Record a transaction' }));
    const sheet = await screen.findByRole('dialog');
    await user.click(within(sheet).getByRole('radio', { name: move }));
    expect(within(sheet).getByRole('option', { name: shown })).toBeInTheDocument();
    await user.type(within(sheet).getByLabelText('Amount'), '5');
    await user.click(within(sheet).getByRole('button', { name: 'Review' }));
    await user.click(within(sheet).getByRole('button', { name: 'Record it' }));
    expect(await screen.findByText('Recorded.')).toBeVisible();
    expect(asked.at(-1)?.body).toMatchObject({ party, amountMinor: 500 });
  }
});

test('[M2] terms begin with those in force; a zone that nobody knows is said at its field', async () => {
  const { user, asked } = await anOffice('setTerms', (turn) =>
    turn === 1 ? refusal({ code: 'BAD_REQUEST', field: 'timeZone' }) : overview.terms,
  );
  await user.click(screen.getByRole('button', { name: 'Payout terms' }));
  const sheet = await screen.findByRole('dialog');
  const days = within(sheet).getByLabelText('Days until payout');
  expect(days).toHaveValue('7');
  await user.clear(days);
  await user.type(days, '91');
  await user.click(within(sheet).getByRole('button', { name: 'Save' }));
  expect(within(sheet).getByText('Enter a whole number from 0 to 90.')).toBeVisible();
  await user.clear(days);
  await user.type(days, '5');
  await user.click(within(sheet).getByRole('radio', { name: /Shipment/ }));
  const zone = within(sheet).getByLabelText(/Time zone/);
  await user.clear(zone);
  await user.type(zone, 'Mars/Olympus');
  await user.click(within(sheet).getByRole('button', { name: 'Save' }));
  expect(await within(sheet).findByText(/We don’t know this time zone/)).toBeVisible();
  await user.clear(zone);
  await user.type(zone, 'Asia/Shanghai');
  await user.click(within(sheet).getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('These terms apply from now on.')).toBeVisible();
  const terms = { timeZone: 'Asia/Shanghai', dueDays: 5, countFrom: 'handover', afterClaimDays: 2 };
  expect(asked.at(-1)).toEqual({ body: { key: expect.any(String), terms } });
});

test('[A1] a producer is added with the link of who signs in; an address that is taken is said at its field', async () => {
  const { user, asked } = await anOffice('newProducer', (turn) =>
    turn === 1
      ? refusal({ code: 'BAD_REQUEST', field: 'email' })
      : { producerId: HOST, token: 'a-token-of-one-use' },
  );
  await user.click(screen.getByRole('button', { name: 'Add producer' }));
  const sheet = await screen.findByRole('dialog');
  await user.click(within(sheet).getByRole('button', { name: 'Add' }));
  expect(within(sheet).getAllByText('Required.')).toHaveLength(2);
  await user.type(within(sheet).getByLabelText(/farm or co-op/), '山里人家');
  await user.type(within(sheet).getByLabelText('Contact who signs in'), 'Li');
  await user.type(within(sheet).getByLabelText('Email'), 'li@example.org');
  await user.click(within(sheet).getByRole('button', { name: 'Add' }));
  expect(await within(sheet).findByText('An account already uses this email.')).toBeVisible();
  await user.type(within(sheet).getByLabelText('Email'), '.cn');
  await user.click(within(sheet).getByRole('button', { name: 'Add' }));
  const link = await within(sheet).findByLabelText('Sign-in link');
  expect(link).toHaveValue(`${location.origin}/sign-in/link?to=/producer#a-token-of-one-use`);
  expect(asked.map(({ body }) => body.email)).toEqual(['li@example.org', 'li@example.org.cn']);
});

test('[M5] a buyer who paid cash is given back by hand, with two taps, on what was seen', async () => {
  const asked: unknown[] = [];
  const contact = { name: '王秀英', phone: '+8613800138000', address: '金华镇' };
  const refund = {
    orderId: HOST,
    number: '1001',
    reference: '12-1001',
    currency: 'CNY',
    owedMinor: 995,
    version: 3,
    contact,
  };
  const world = deskWorld(fakeConsole(), {
    settlement: () => overview,
    refundsByHand: () => ({ refunds: asked.length > 0 ? [] : [{ ...refund, sinceMs: NOW }], isCut: false }),
    payBack: (input: unknown) => {
      asked.push(input);
      return { bookingId: HOST };
    },
  });
  chooseLanguage(world.keep, 'en');
  const user = userEvent.setup();
  render(
    <WorldContext value={world}>
      <SettlementScreen />
    </WorldContext>,
  );
  expect(await screen.findByText('王秀英')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Mark refunded' }));
  expect(asked).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Yes, ¥9.95 was refunded' }));
  await waitFor(() => expect(screen.queryByText('王秀英')).toBeNull());
  const { orderId, currency, owedMinor, version } = refund;
  const body = { key: expect.any(String), orderId, currency, amountMinor: owedMinor, version };
  expect(asked).toEqual([{ body }]);
});

test('[A1] who may only look is told so', async () => {
  const world = deskWorld(fakeConsole(), {
    me: () => ({ ...anOperator, staff: { ...anOperator.staff!, role: 'analyst' } }),
    settlement: () => overview,
  });
  chooseLanguage(world.keep, 'en');
  render(
    <WorldContext value={world}>
      <SettlementScreen />
    </WorldContext>,
  );
  expect(await screen.findByText('Only operators can record transactions.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Add producer' })).toBeNull();
});

test('[M2] Settlement begins with what is overdue and what is due by which day, each a way to exactly its lines', async () => {
  const late = (n: number, reason: 'unpaid' | 'disputed') => ({
    ...{ number: `100${n}`, reference: `12-100${n}`, name: 'Walnuts', producer: 'Ma', openMinor: 1_500 },
    ...{ currency: 'CNY', dueUntilMs: NOW - DAY, reason },
  });
  const promise = { due: 3, onTime: 1, paidLate: 0, overdue: 2, paused: 1 };
  const keptBack = { notDueMinor: 0, pausedMinor: 0, reservedMinor: 0, takenBackMinor: 0 };
  const ma = { producerId: HOST, producer: 'Ma', currency: 'CNY', openMinor: 4_500, keptBack, promise };
  const li = { ...ma, producerId: OTHER, producer: 'Li', promise: { ...promise, overdue: 0 } };
  const world = deskWorld(fakeConsole(), {
    settlement: () => ({
      ...{ ...overview, producers: [li, ma] },
      overdue: [late(1, 'unpaid'), late(2, 'disputed'), late(3, 'unpaid')],
    }),
    dueDays: () => ({
      ...{ asOfMs: NOW, timeZone: 'Asia/Shanghai' },
      days: [
        {
          ...{ day: '2026-11-25', untilMs: NOW + DAY },
          sums: [{ currency: 'CNY', amountMinor: 3_000, lines: 2 }],
        },
        { day: '2026-11-27', untilMs: NOW + 3 * DAY, sums: [] },
      ],
    }),
  });
  chooseLanguage(world.keep, 'en');
  render(
    <WorldContext value={world}>
      <SettlementScreen />
    </WorldContext>,
  );
  const ways = within((await screen.findByRole('heading', { name: 'To pay' })).closest('section')!);
  const today = await ways.findByRole('link', { name: /^Due by today, overdue included/ });
  expect(today).toHaveTextContent('2 order lines¥30.00');
  expect(today).toHaveAttribute('href', '/admin/settlement?due=2026-11-25');
  expect(ways.getByRole('link', { name: /^Overdue/ })).toHaveTextContent('2 order lines¥30.00');
  expect(ways.getByRole('link', { name: /^Overdue/ })).toHaveAttribute(
    'href',
    '/admin/settlement?show=overdue',
  );
  expect(ways.getByRole('link', { name: /^Due by \w+, Nov/ })).toHaveTextContent('Nothing');
  // Who is owed something overdue stands first.
  const list = within(screen.getByRole('heading', { name: 'Producers' }).closest('section')!);
  expect(list.getAllByRole('listitem').map((row) => row.textContent!.slice(0, 2))).toEqual(['Ma', 'Li']);
});

test('[M2] a link to what is due by a day leads to exactly its lines, with their sum; one to what is overdue to those alone', async () => {
  const friday = Date.UTC(2026, 10, 27, 16);
  const aLine = (n: number, amountMinor: number) => ({
    ...{ reference: `12-100${n}`, name: 'Walnuts', producerId: HOST, producer: 'Ma', currency: 'CNY' },
    ...{ amountMinor, dueUntilMs: friday },
  });
  const asked: unknown[] = [];
  const show = (address: string) => {
    history.replaceState(null, '', address);
    const overdue = (['unpaid', 'disputed', 'taken_back'] as const).map((reason, n) => ({
      ...{ number: `100${n}`, reference: `12-100${n}`, name: reason, producer: 'Ma', openMinor: 100 },
      ...{ currency: 'CNY', dueUntilMs: NOW - n * DAY, reason },
    }));
    const world = deskWorld(fakeConsole(), {
      settlement: () => ({ ...overview, overdue }),
      dueLines: (input) => {
        asked.push(input);
        const sums = [{ currency: 'CNY', amountMinor: 2_500, lines: 2 }];
        return {
          ...{ asOfMs: NOW, timeZone: 'Asia/Shanghai', day: '2026-11-27', untilMs: friday, sums },
          lines: [aLine(1, 3_000), aLine(2, -500)],
        };
      },
    });
    chooseLanguage(world.keep, 'en');
    return render(
      <WorldContext value={world}>
        <SettlementScreen />
      </WorldContext>,
    );
  };
  const { unmount } = show('/admin/settlement?due=2026-11-27');
  expect(await screen.findByRole('heading', { name: 'Due by Fri, Nov 27' })).toBeVisible();
  expect(asked).toEqual([{ params: { day: '2026-11-27' } }]);
  expect(screen.getByText('¥25.00').closest('p')).toHaveTextContent('¥25.00 · 2 order lines');
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
  expect(screen.getByRole('link', { name: /12-1001/ })).toHaveAttribute('href', '/office/orders/12-1001');
  unmount();
  show('/admin/settlement?show=overdue');
  await screen.findByRole('heading', { name: 'Overdue' });
  // What waits for a claim is not counted as overdue.
  expect(screen.getAllByRole('listitem').map((line) => line.textContent)).toEqual([
    expect.stringContaining('unpaid'),
    expect.stringContaining('taken_back'),
  ]);
  expect(screen.getByText('¥2.00').closest('p')).toHaveTextContent('¥2.00 · 2 order lines');
  expect(screen.getByRole('link', { name: /12-1000/ })).toHaveTextContent('1 day overdue');
  expect(screen.getByRole('link', { name: /12-1002/ })).toHaveTextContent('3 days overdue');
  expect(screen.getByRole('link', { name: /12-1002/ })).toHaveAttribute('href', '/office/orders/12-1002');
  expect(screen.queryByRole('heading', { name: 'Bookkeeping' })).toBeNull();
  history.replaceState(null, '', '/');
});
