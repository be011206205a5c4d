import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { OrdersScreen } from '../../client/screens/buyer/orders/OrdersScreen.tsx';
import { createClaimTexts } from '../../client/stores/claim-texts.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import { refuse } from '../../shared/values/result.ts';
import { fakeLive } from './fake-live.ts';
import { aGuest, fakeWorld, type Routes } from './fake-world.ts';
import { anOrder, EIGHT, MINUTE } from './market.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const listed = (order: OrderView) => ({
  slug: 'potato-day',
  streamTitle: 'Potato day',
  currency: 'CNY',
  order,
  unitsToSend: order.lines.reduce((sum, { units, unfilledUnits }) => sum + units - unfilledUnits, 0),
  pictures: order.lines.map(() => ''),
  sendTo: null,
});
const key = '0190a000-0000-7000-8000-0000000000aa';
const pendingOrder = {
  slug: 'potato-day',
  sentAtMs: EIGHT,
  request: { key, lines: [], expectTotalMinor: 0, addressId: null, payment: 'cash_on_delivery' as const },
};

function open(routes: Routes, before: (world: ReturnType<typeof fakeWorld>) => void = () => {}) {
  const clock = { nowMs: EIGHT };
  const live = fakeLive();
  const world = fakeWorld(live, routes, () => clock.nowMs);
  before(world);
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>
        <OrdersScreen />
      </ServerTime>
    </WorldContext>,
  );
  return { live, world, clock };
}

test('no orders yet: says what to do next', async () => {
  open({ myOrders: () => ({ orders: [] }) });
  expect(await screen.findByText('No orders yet')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'See what’s live' })).toHaveAttribute('href', '/');
});

test('[B6] below my orders stands who sells, and how to reach them', async () => {
  const policy = { zh: '', en: '' };
  const about = {
    ...{ name: '剑川赶集', nameEn: 'Jianchuan Fair', contact: '0872-000 0000 · 9:00–18:00' },
    ...{ complaintPhone: '', licences: { business: '', food: '', website: '' } },
    policies: { shipping: policy, returns: policy, privacy: policy },
  };
  open({ myOrders: () => ({ orders: [] }), aboutShop: () => ({ version: 1, about }) });
  expect(await screen.findByText('Sold by Jianchuan Fair')).toBeInTheDocument();
  // A number that is broken between two lines is misread.
  expect(screen.getByText('0872-000 0000')).toHaveClass('unbroken');
});

test('a line begins with the name of its product: a number before it read like how many', async () => {
  const order = anOrder();
  open({ myOrders: () => ({ orders: [listed(order)] }) });
  await screen.findByRole('button', { name: 'Cancel order' });
  const names = [...document.querySelectorAll('.order-name')].map((name) => name.textContent);
  expect(names).toEqual(order.lines.map(({ name }) => name));
});

test('a line that does not answer keeps its promise and offers another try', async () => {
  open({});
  expect(await screen.findByText(/They are safe/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeEnabled();
});

test('[I3] an order whose answer was lost before a reload is asked for by its key, and found', async () => {
  let hasArrived = false;
  const { live, world } = open(
    { myOrders: () => ({ orders: hasArrived ? [listed(anOrder())] : [] }) },
    ({ pending }) => pending.keepBeforeSending(pendingOrder),
  );
  expect(await screen.findByText(/We haven’t heard back about/)).toBeInTheDocument();
  await expect.poll(live.isOpen).toBe(true);
  live.answer(({ command, request }) => {
    expect([command, request]).toEqual(['order:status', { key, letGo: true }]);
    hasArrived = true;
    return { ok: true, outcome: 'accepted', order: anOrder() };
  });
  live.welcome({});
  expect(await screen.findByText('Order 12-1042')).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByText(/We haven’t heard back about/)).toBeNull());
  expect(world.pending.all()).toEqual([]);
  expect(live.isOpen()).toBe(false);
});

test('[I5] an order that a restore may have lost says when, and whom to ask, until its buyer has read it', async () => {
  const { live, world } = open({ myOrders: () => ({ orders: [] }) }, ({ pending }) =>
    pending.keepBeforeSending(pendingOrder),
  );
  await expect.poll(live.isOpen).toBe(true);
  const loss = { sinceMs: EIGHT - 40 * MINUTE, restoredAtMs: EIGHT + MINUTE, ask: 'Yang' };
  live.answer(() => ({ ok: true, outcome: 'lost_in_restore', ...loss }));
  live.welcome({});
  expect(await screen.findByText(/may be lost/)).toBeInTheDocument();
  expect(screen.getByText(/Contact Yang before you order again/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Open the stream' })).toHaveAttribute('href', '/s/potato-day');
  expect(screen.queryByText(/We haven’t heard back about/)).toBeNull();
  expect(world.pending.all()).toHaveLength(1);
  await userEvent.click(screen.getByRole('button', { name: /don’t show again/ }));
  expect(screen.queryByText(/may be lost/)).toBeNull();
  expect(world.pending.all()).toEqual([]);
});

test('[I3] an order that never arrived is said, and its key let go', async () => {
  const { live, world } = open({ myOrders: () => ({ orders: [] }) }, ({ pending }) =>
    pending.keepBeforeSending(pendingOrder),
  );
  await expect.poll(live.isOpen).toBe(true);
  live.answer(() => ({ ok: true, outcome: 'never_seen' }));
  live.welcome({});
  expect(await screen.findByText(/didn’t go through. Nothing was ordered/)).toBeInTheDocument();
  expect(world.pending.all()).toEqual([]);
});

test('[I3] my orders asks again until somebody can say, and shows what another page has heard', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  vi.spyOn(Math, 'random').mockReturnValue(0);
  let hasArrived = false;
  const { live, world } = open(
    { myOrders: () => ({ orders: hasArrived ? [listed(anOrder())] : [] }) },
    ({ pending }) => pending.keepBeforeSending(pendingOrder),
  );
  live.answer(() => ({ ok: false, message: '', retryable: true, code: 'UNAVAILABLE', retryAfterMs: 500 }));
  for (const asks of [1, 2]) {
    await expect.poll(live.isOpen).toBe(true);
    live.welcome({});
    await expect.poll(() => live.sent.length).toBe(asks);
    await expect.poll(live.isOpen).toBe(false);
    expect(screen.getByText(/We haven’t heard back about/)).toBeInTheDocument();
    if (asks === 1) await vi.advanceTimersByTimeAsync(8_000);
  }
  hasArrived = true;
  world.pending.settle(key);
  await vi.advanceTimersByTimeAsync(8_000);
  expect(await screen.findByText('Order 12-1042')).toBeInTheDocument();
  expect(screen.queryByText(/We haven’t heard back about/)).toBeNull();
  expect(live.sent).toHaveLength(2);
});

test('cancelling takes two taps, goes to the order’s own stream, and shows what the server says', async () => {
  const { live } = open({ myOrders: () => ({ orders: [listed(anOrder())] }) });
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel order' }));
  expect(live.isOpen()).toBe(false);
  live.answer(() => ({ ok: true, seq: 30, order: anOrder({ status: 'CANCELLED', refundedMinor: 3_980 }) }));
  await userEvent.click(screen.getByRole('button', { name: 'Yes, cancel' }));
  await expect.poll(live.isOpen).toBe(true);
  live.welcome({});
  expect(await screen.findByText('Cancelled')).toBeInTheDocument();
  expect(live.sent[0]).toMatchObject({ command: 'order:cancel', request: { orderId: anOrder().orderId } });
  expect(screen.queryByRole('button', { name: 'Cancel order' })).toBeNull();
});

test('[I1][I2] a cancellation that could not be answered is the same one at the next tap', async () => {
  const { live } = open({ myOrders: () => ({ orders: [listed(anOrder())] }) });
  live.answer(() => ({ ok: false, message: '', retryable: true, code: 'UNAVAILABLE', retryAfterMs: 500 }));
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel order' }));
  for (const tries of [1, 2]) {
    await userEvent.click(screen.getByRole('button', { name: 'Yes, cancel' }));
    await expect.poll(live.isOpen).toBe(true);
    live.welcome({});
    await expect.poll(() => live.sent.length).toBe(tries);
    await expect.poll(live.isOpen).toBe(false);
  }
  const [first, second] = live.sent.map(({ request }) => request as object);
  expect(second).toEqual({ ...first, inDoubt: true });
});

test('[T5] free cancellation ends at its moment, half-open', async () => {
  const { clock } = open({ myOrders: () => ({ orders: [listed(anOrder())] }) });
  expect(await screen.findByRole('button', { name: 'Cancel order' })).toBeEnabled();
  clock.nowMs = EIGHT + 60 * MINUTE;
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Cancel order' })).toBeNull());
});

test('[B2] a code takes the orders to another device; a mistyped one is caught before it is sent', async () => {
  const { world } = open({
    myOrders: () => ({ orders: [] }),
    deviceCode: () => ({ code: '7K3MX9PQ', expiresAtMs: EIGHT + 10 * MINUTE }),
    mergeDevice: () => aGuest,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Show a code' }));
  expect(await screen.findByText('7K3M X9PQ')).toBeInTheDocument();
  expect(screen.getByText('10:00')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'I have a code' }));
  await userEvent.type(screen.getByLabelText('Code'), '7k3m');
  await userEvent.click(screen.getByRole('button', { name: 'Bring my orders here' }));
  expect(screen.getByText('A code has 8 letters and digits.')).toBeInTheDocument();
  await userEvent.type(screen.getByLabelText('Code'), ' x9po');
  await userEvent.click(screen.getByRole('button', { name: 'Bring my orders here' }));
  expect(await screen.findByText(/Your orders are here now/)).toBeInTheDocument();
  expect(world.called.find(({ name }) => name === 'mergeDevice')?.input).toEqual({
    body: { code: '7K3MX9P0' },
  });
});

test('[O2] [V2] an order adds up: its products, less what was taken off by who gave it, are the total', async () => {
  const [line] = anOrder().lines;
  const order = anOrder({
    ...{ totalMinor: 2_680, shippingDiscounts: [{ kind: 'voucher', funder: 'shop', minor: 600 }] },
    lines: [
      {
        ...line!,
        discounts: [
          { kind: 'flash', funder: 'producer', minor: 2_000 },
          { kind: 'promotion', funder: 'host', minor: 100 },
          { kind: 'voucher', funder: 'producer', minor: 300 },
          { kind: 'voucher', funder: 'shop', minor: 900 },
        ],
      },
    ],
  });
  open({ myOrders: () => ({ orders: [listed(order)] }) });
  const sums = [
    // What a flash took off is in the price already.
    ['Subtotal', '¥39.80'],
    ['Discounts', '−¥13.00'],
    ['Shipping', 'free'],
    ['Total', '¥26.80'],
  ];
  for (const [name, amount] of sums) {
    expect((await screen.findByText(name!, { selector: 'dt' })).nextSibling).toHaveTextContent(amount!);
  }
});

const bilingual = anOrder({
  payment: 'sandbox',
  lines: anOrder().lines.map((line) => ({ ...line, name: '红米 2 kg', nameEn: 'Red rice 2 kg' })),
});
const stream = { ...listed(bilingual), streamTitle: '土豆节', streamTitleEn: 'Potato Festival' };
const parcelOf = ({ orderId, number, reference, lines }: OrderView) => ({
  ...{ shipmentId: key, streamId: key, origin: '', status: 'DELIVERED' as const, carrier: null },
  ...{ trackingCode: null, packedAtMs: EIGHT, shippedAtMs: EIGHT, deliveredAtMs: EIGHT },
  claimUntilMs: EIGHT + 60 * MINUTE,
  lines: lines.map(({ itemNumber, name, nameEn, unitPriceMinor, units }, lineIndex) => ({
    ...{ orderId, lineIndex, number, reference, itemNumber, name, nameEn, unitPriceMinor, units },
    ...{ sellable: 0, damaged: 0 },
    claimed: { payMinor: units * unitPriceMinor, lineUnits: units, goneUnits: 0, givenMinor: 0 },
  })),
});
const claimOf = ({ orderId, number, reference }: OrderView) => ({
  ...{
    claimId: key,
    orderId,
    number,
    reference,
    itemNumber: 7,
    name: '红米 2 kg',
    nameEn: 'Red rice 2 kg',
    units: 1,
  },
  ...{ unitPriceMinor: 1_990, shareBps: 10_000, reason: 'damaged', status: 'OPEN' as const },
  ...{ openedAtMs: EIGHT, decidedAtMs: null, refundMinor: 0, backMinor: 1_843 },
  ...{ answerByMs: EIGHT + 48 * 3_600_000, hasWords: true, photos: 1 },
});

test.each([
  [
    'en',
    'Potato Festival',
    /Claim for 1 × Red rice 2 kg/,
    'Report a problem',
    'Red rice 2 kg',
    /土豆节|红米/,
    'Sent with 1 photo and your description.',
  ],
  [
    'zh-CN',
    '土豆节',
    /红米 2 kg × 1/,
    '申请售后',
    '红米 2 kg',
    /Potato|Red rice/,
    '已附 1 张照片和文字说明。',
  ],
] as const)(
  'in %s an order names its stream, and a claim its product, as their reader knows them',
  async (language, title, claimed, report, item, other, withIt) => {
    setLanguage(language);
    open({
      myOrders: () => ({ orders: [stream] }),
      myParcels: () => ({ parcels: [parcelOf(bilingual)], claims: [claimOf(bilingual)] }),
    });
    expect(await screen.findByRole('link', { name: title })).toHaveAttribute('href', '/s/potato-day');
    expect(await screen.findByText(claimed)).toHaveTextContent(withIt);
    await userEvent.click(screen.getByRole('button', { name: report }));
    expect(await screen.findByRole('radio', { name: item })).toBeInTheDocument();
    expect(screen.queryByText(other)).toBeNull();
  },
);

test('[O10] until it is packed an order has the way to another address, and no longer', async () => {
  const sendTo = { addressId: key, name: 'Li', phoneEnd: '8000', address: 'Shaxi 1' };
  const order = anOrder();
  const openWith = (parcels: object[]) =>
    open({
      myOrders: () => ({ orders: [{ ...listed(order), sendTo }] }),
      myParcels: () => ({ parcels, claims: [] }) as never,
    });
  openWith([]);
  expect(await screen.findByRole('link', { name: 'Change address' })).toHaveAttribute(
    'href',
    `/orders/${order.orderId}#address`,
  );
  cleanup();
  openWith([parcelOf(order)]);
  await screen.findByRole('button', { name: 'Report a problem' });
  expect(screen.queryByRole('link', { name: 'Change address' })).toBeNull();
});

test('[O6] a claim answers nothing for its buyer: reason and share are asked for, four taps in all', async () => {
  const { world } = open({
    myOrders: () => ({ orders: [stream] }),
    myParcels: () => ({ parcels: [parcelOf(bilingual)], claims: [] }),
    openClaim: () => ({ seq: 3, claimId: key }),
  });
  const sent = () => world.called.find(({ name }) => name === 'openClaim')?.input;
  await userEvent.click(await screen.findByRole('button', { name: 'Report a problem' }));
  const radios = await screen.findAllByRole<HTMLInputElement>('radio');
  const chosen = radios.filter(({ checked }) => checked);
  expect(chosen.map(({ name }) => name)).toEqual(['Which item']);
  // Who sends it knows before by when it is answered, and when money comes.
  expect(
    screen.getByText(/^You’ll have an answer by .+\. If it’s accepted, the money goes back/),
  ).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Submit claim' }));
  expect(screen.getAllByText('Choose one.')).toHaveLength(2);
  expect(screen.getByRole('radio', { name: 'It was missing' })).toHaveFocus();
  expect(sent()).toBeUndefined();
  await userEvent.click(screen.getByRole('radio', { name: 'It arrived spoiled' }));
  // What a share is worth stands beside it.
  await userEvent.click(screen.getByRole('radio', { name: 'About half · about ¥9.95 back' }));
  await userEvent.click(screen.getByRole('button', { name: 'Submit claim' }));
  await waitFor(() =>
    expect(sent()).toMatchObject({ body: { reason: 'spoiled', shareBps: 5_000, units: 1 } }),
  );
  expect((sent() as { body: object }).body).not.toHaveProperty('textId');
});

test('[A4] a sentence goes up before the claim, which names it; sent again it goes up once', async () => {
  const { world } = open({
    myOrders: () => ({ orders: [stream] }),
    myParcels: () => ({ parcels: [parcelOf(bilingual)], claims: [] }),
    keepClaimWords: () => ({ textId: key }),
    openClaim: () => ({ seq: 3, claimId: key }),
  });
  const claims = createClaimTexts(world.http);
  for (let times = 0; times < 2; times += 1)
    expect(await claims.bring('order-1', { words: 'three were brown', photos: [] })).toMatchObject({
      value: { textId: key },
    });
  expect(world.called.filter(({ name }) => name === 'keepClaimWords')).toHaveLength(1);
  await userEvent.click(await screen.findByRole('button', { name: 'Report a problem' }));
  await userEvent.click(await screen.findByRole('radio', { name: 'It arrived broken' }));
  await userEvent.click(screen.getByRole('radio', { name: /^All of it/ }));
  await userEvent.type(screen.getByLabelText('Details (optional)'), '  two   were cracked ');
  await userEvent.click(screen.getByRole('button', { name: 'Submit claim' }));
  const named = () => world.called.filter(({ name }) => name === 'openClaim');
  await waitFor(() => expect(named()).toHaveLength(1));
  expect(named()[0]!.input).toMatchObject({ body: { textId: key, shareBps: 10_000 } });
  expect(world.called.filter(({ name }) => name === 'keepClaimWords').at(-1)!.input).toMatchObject({
    body: { words: 'two were cracked' },
  });
});

test('[O14] a claim says within how many days money would come, and accepted by which day it does', async () => {
  const claim = { ...claimOf(bilingual), backDays: 3 };
  const { decidedAtMs, status, refundMinor } = {
    decidedAtMs: EIGHT,
    status: 'ACCEPTED',
    refundMinor: 995,
  } as const;
  const accepted = { ...claim, claimId: '2', decidedAtMs, status, refundMinor, backMinor: undefined };
  open({
    myOrders: () => ({ orders: [stream] }),
    myParcels: () => ({ parcels: [parcelOf(bilingual)], claims: [claim, accepted] }),
  });
  expect(await screen.findByText(/goes back the way you paid and reaches you within 3 days\./)).toBeVisible();
  expect(screen.getByText(/accepted it: ¥9\.95\. The money reaches you by May 12\./)).toBeVisible();
});

test('[V3] the door to all vouchers says how many are ready and until when the first, and opens all of them', async () => {
  const voucher = {
    ...{ slug: 'potato-day', streamTitle: '土豆节', streamTitleEn: 'Potato Festival', currency: 'CNY' },
    ...{ off: { kind: 'amount', offMinor: 500 } as const, producer: null, itemNumbers: null, left: 21 },
    ...{ state: 'open' as const, startsAtMs: EIGHT - MINUTE, fromMinor: 6_000 },
  };
  const vouchers = [
    { ...voucher, voucherId: '1', endsAtMs: EIGHT + 5 * MINUTE },
    { ...voucher, voucherId: '2', fromMinor: 0, endsAtMs: EIGHT + 60 * MINUTE },
    { ...voucher, voucherId: '3', fromMinor: 100, state: 'used' as const, endsAtMs: EIGHT + 60 * MINUTE },
  ];
  const [line] = anOrder().lines;
  const discounts = [{ kind: 'voucher' as const, funder: 'shop' as const, minor: 800 }];
  const orders = [listed(anOrder({ lines: [{ ...line!, discounts }] }))];
  const { clock } = open({ myOrders: () => ({ orders }), myVouchers: () => ({ vouchers }) });
  const door = await screen.findByRole('button', { name: /^My vouchers.*2 ready · first until/ });
  clock.nowMs = EIGHT + 5 * MINUTE;
  await waitFor(() => expect(door).toHaveTextContent(/1 ready · until/));
  fireEvent.click(door);
  const sheet = within(await screen.findByRole('dialog', { name: 'My vouchers' }));
  expect(sheet.getByRole('link', { name: 'Use it at Potato Festival' })).toHaveAttribute(
    'href',
    '/s/potato-day#shop-vouchers',
  );
  expect(sheet.getByRole('link', { name: '−¥8.00 · order 12-1042' })).toBeVisible();
  expect(sheet.getByText(/used as often as allowed/)).toBeVisible();
  expect(sheet.getByText(/· expired/)).toBeVisible();
});

test('[A4] a buyer reads what they sent with a tap, and is told when it is deleted', async () => {
  const photo = 'data:image/jpeg;base64,AAAA';
  let texts: { words: string | null; photos: string[] } = { words: '压坏了', photos: [photo] };
  const claims = [claimOf(bilingual), { ...claimOf(bilingual), claimId: '2', status: 'WITHDRAWN' as const }];
  const routes = {
    myOrders: () => ({ orders: [stream] }),
    myParcels: () => ({ parcels: [parcelOf(bilingual)], claims }),
    myClaimTexts: () => texts,
  };
  const { world } = open(routes);
  const asked = () => world.called.filter(({ name }) => name === 'myClaimTexts');
  const button = await screen.findByRole('button', { name: 'Show what you sent' });
  expect(asked()).toEqual([]);
  // Of the one that was taken back there is nothing to ask for.
  expect(screen.getByText(/are deleted/)).toBeInTheDocument();
  fireEvent.click(button);
  expect(await screen.findByText('压坏了')).toBeVisible();
  expect(screen.getByRole('img', { name: 'Photo 1 that you sent' })).toHaveAttribute('src', photo);
  expect(asked().map(({ input }) => input)).toEqual([
    { params: { orderId: bilingual.orderId, claimId: key } },
  ]);
  cleanup();
  texts = { words: null, photos: [] };
  open(routes);
  fireEvent.click(await screen.findByRole('button', { name: 'Show what you sent' }));
  await waitFor(() => expect(screen.getAllByText(/are deleted/)).toHaveLength(2));
});

test('[A4] a refused claim stays filled in and says why; texts that the shop has no more go up again', async () => {
  const { world } = open({
    myOrders: () => ({ orders: [stream] }),
    myParcels: () => ({ parcels: [parcelOf(bilingual)], claims: [] }),
    keepClaimWords: () => ({ textId: key }),
    openClaim: () => ({ seq: 3, claimId: key }),
  });
  const times = (route: string) => world.called.filter(({ name }) => name === route).length;
  const call = world.http.call;
  const expired = refuse({ ok: false, code: 'CLAIM_INVALID', reason: 'texts' } as const);
  vi.spyOn(world.http, 'call').mockImplementation(async (name, ...input) => {
    const answer = await call(name, ...input);
    return name === 'openClaim' && times(name) === 1 ? expired : answer;
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Report a problem' }));
  await userEvent.click(await screen.findByRole('radio', { name: 'It arrived broken' }));
  await userEvent.click(screen.getByRole('radio', { name: /^All of it/ }));
  await userEvent.type(screen.getByLabelText('Details (optional)'), 'cracked');
  await userEvent.click(screen.getByRole('button', { name: 'Submit claim' }));
  const sheet = within(screen.getByRole('dialog'));
  expect(await sheet.findByText(/expired before the claim was sent/)).toBeInTheDocument();
  expect(sheet.getByLabelText('Details (optional)')).toHaveValue('cracked');
  await userEvent.click(sheet.getByRole('button', { name: 'Submit claim' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(times('openClaim')).toBe(2);
  expect(times('keepClaimWords')).toBe(2);
});

test('[O6] [V2] [O8] neither what a voucher took off nor an amount that came back is promised again', async () => {
  const parcel = parcelOf(bilingual);
  const claimed = { payMinor: 3_833, lineUnits: 2, goneUnits: 0, givenMinor: 500 };
  const lines = parcel.lines.map((line) => ({ ...line, claimed }));
  open({
    myOrders: () => ({ orders: [listed(bilingual)] }),
    myParcels: () => ({ parcels: [{ ...parcel, lines }], claims: [] }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Report a problem' }));
  expect(await screen.findByRole('radio', { name: 'All of it · about ¥14.17 back' })).toBeInTheDocument();
});

test('[O6] what is claimed or paid back offers no second claim; the rest of the parcel still does', async () => {
  const offer = { name: 'Report a problem' };
  const parcel = parcelOf(bilingual);
  const [line] = parcel.lines;
  const gone = { ...line!, claimed: { ...line!.claimed, goneUnits: line!.units } };
  const other = { ...line!, lineIndex: 1, itemNumber: 9, nameEn: 'Walnuts', units: 1 };
  const all = { ...claimOf(bilingual), units: line!.units };
  const show = async (lines: typeof parcel.lines, claims: (typeof all)[]) => {
    open({
      myOrders: () => ({ orders: [stream] }),
      myParcels: () => ({ parcels: [{ ...parcel, lines }], claims }),
    });
    return within(await screen.findByRole('region', { name: 'Parcels' }));
  };
  const claimed = await show([line!], [all]);
  expect(claimed.getByText('You reported a problem.')).toBeVisible();
  expect(claimed.queryByRole('button', offer)).toBeNull();
  cleanup();
  const refunded = await show([gone], []);
  expect(refunded.queryByText(/You reported|Missing or damaged/)).toBeNull();
  expect(refunded.queryByRole('button', offer)).toBeNull();
  cleanup();
  await userEvent.click((await show([line!, other], [all])).getByRole('button', offer));
  const items = within(await screen.findByRole('group', { name: 'Which item' }));
  expect(items.getAllByRole('radio')).toHaveLength(1);
  expect(items.getByRole('radio', { name: 'Walnuts' })).toBeInTheDocument();
});

test('[O9] an open claim says by when it is answered and how much comes back; it is taken back by two taps', async () => {
  const { world } = open({
    myOrders: () => ({ orders: [stream] }),
    myParcels: () => ({ parcels: [parcelOf(bilingual)], claims: [claimOf(bilingual)] }),
    withdrawClaim: () => ({ seq: 4, claimId: key }),
  });
  expect(
    await screen.findByText(/You’ll have an answer by .*¥18.43 goes back the way you paid/),
  ).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Withdraw claim' }));
  expect(world.called.some(({ name }) => name === 'withdrawClaim')).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'Yes, withdraw it' }));
  await waitFor(() =>
    expect(world.called.find(({ name }) => name === 'withdrawClaim')?.input).toMatchObject({
      body: { claimId: key },
    }),
  );
});

test('[O9] an answer that is overdue says so, and whom to call', async () => {
  const about = { contact: '9:00–18:00', complaintPhone: '0872-000 0001' };
  const { clock } = open({
    myOrders: () => ({ orders: [stream] }),
    myParcels: () => ({ parcels: [parcelOf(bilingual)], claims: [claimOf(bilingual)] }),
    aboutShop: () => ({ about, version: 0 }) as never,
  });
  expect(await screen.findByText(/You’ll have an answer by /)).toBeVisible();
  expect(screen.queryByRole('link', { name: /complaints line/ })).toBeNull();
  clock.nowMs += 48 * 3_600_000;
  expect(await screen.findByText(/It’s overdue: please call the shop/)).toBeVisible();
  expect(screen.queryByText(/You’ll have an answer by /)).toBeNull();
  expect(
    await screen.findByRole('link', { name: 'Call the shop’s complaints line: 0872-000 0001' }),
  ).toHaveAttribute('href', 'tel:08720000001');
});

test('[O11] a late order that is not packed says whom to call once it cannot be cancelled here', async () => {
  const about = { contact: '9:00–18:00', complaintPhone: '' };
  const late = { ...listed(anOrder()), hasStreamEnded: true as const, isLate: true as const };
  const { clock } = open({
    myOrders: () => ({ orders: [late] }),
    myParcels: () => ({ parcels: [], claims: [] }),
    aboutShop: () => ({ about, version: 0 }) as never,
  });
  expect(await screen.findByRole('button', { name: 'Cancel order' })).toBeVisible();
  expect(screen.queryByText(/can’t be cancelled here/)).toBeNull();
  clock.nowMs += 61 * MINUTE;
  expect(await screen.findByText(/While it isn’t packed the shop can still do it/)).toBeVisible();
  const call = () => document.querySelector('.call-shop');
  await waitFor(() => expect(call()).toHaveTextContent('Call the shop: 9:00–18:00'));
  expect(screen.queryByRole('button', { name: 'Cancel order' })).toBeNull();
});

test('[O9] why a claim was not taken back stands with the claim, and not where an order is cancelled', async () => {
  const free = { ...bilingual, freeCancelUntilMs: Date.now() + 60 * MINUTE };
  open({
    myOrders: () => ({ orders: [{ ...stream, order: free }] }),
    myParcels: () => ({ parcels: [parcelOf(free)], claims: [claimOf(free)] }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Withdraw claim' }));
  await userEvent.click(screen.getByRole('button', { name: 'Yes, withdraw it' }));
  const parcels = screen.getByRole('region', { name: 'Parcels' });
  const notice = await screen.findByText(/^No answer yet/);
  expect(parcels).toContainElement(notice);
  expect(screen.getAllByText(notice.textContent!)).toHaveLength(1);
});

test('[P1] a paid order says what is next: packing after the stream, then that it is over, then its parcels', async () => {
  const order = anOrder({ payment: 'sandbox' });
  const say = async (mine: object, parcels: ReturnType<typeof parcelOf>[] = []) => {
    const { world } = open({
      myOrders: () => ({ orders: [{ ...listed(order), ...mine }] }),
      myParcels: () => ({ parcels, claims: [] }),
    });
    await screen.findByText('Order 12-1042');
    await waitFor(() => expect(world.called.some(({ name }) => name === 'myParcels')).toBe(true));
  };
  await say({});
  expect(screen.getByText(/Packed after the stream ends/)).toBeInTheDocument();
  cleanup();
  await say({ hasStreamEnded: true });
  expect(screen.getByText(/The stream has ended. Next your order is packed/)).toBeInTheDocument();
  expect(screen.queryByText(/after the stream ends/)).toBeNull();
  cleanup();
  await say({ hasStreamEnded: true }, [parcelOf(order)]);
  expect(within(await screen.findByRole('region', { name: 'Parcels' })).getByText('Delivered')).toBeVisible();
  expect(screen.getByRole('list', { name: 'Where your order is' })).toBeVisible();
  expect(screen.queryByText(/Next your order is packed/)).toBeNull();
});

test('cash is paid to the courier until all of it has come, and not after', async () => {
  const order = anOrder({ payment: 'cash_on_delivery' });
  for (const parcels of [[], [parcelOf(order)]]) {
    open({
      myOrders: () => ({ orders: [{ ...listed(order), hasStreamEnded: true }] }),
      myParcels: () => ({ parcels, claims: [] }),
    });
    const list = await screen.findByRole('list', { name: 'Where your order is' });
    const last = parcels.length === 0 ? 'Ordered' : 'Delivered';
    await waitFor(() => expect(list.querySelector('[aria-current]')).toHaveTextContent(last));
    expect(screen.queryAllByText(/You pay the courier/)).toHaveLength(parcels.length === 0 ? 1 : 0);
    // The state of the order is the state of its parcels.
    expect(screen.queryAllByText('Order placed · pay on delivery')).toHaveLength(
      parcels.length === 0 ? 1 : 0,
    );
    cleanup();
  }
});

test('the pill of an order follows its parcels; as long as nothing is packed it says how it is paid', async () => {
  const units = anOrder().lines.reduce((sum, line) => sum + line.units, 0);
  const parcel = { ...parcelOf(anOrder()), deliveredAtMs: null };
  const packed = { ...parcel, status: 'PACKED' as const, shippedAtMs: null };
  const shipped = { ...parcel, status: 'SHIPPED' as const };
  const cases = [
    ['cash_on_delivery', [packed], units, 'Packed · pay on delivery'],
    ['cash_on_delivery', [shipped], units, 'Shipped · pay on delivery'],
    ['cash_on_delivery', [shipped], units + 1, 'Partly shipped · pay on delivery'],
    ['sandbox', [], units, 'Paid'],
    ['sandbox', [shipped], units, 'Shipped'],
    ['sandbox', [shipped], units + 1, 'Partly shipped'],
  ] as const;
  for (const [payment, parcels, unitsToSend, said] of cases) {
    const order = anOrder({ payment });
    open({
      myOrders: () => ({ orders: [{ ...listed(order), hasStreamEnded: true, unitsToSend }] }),
      myParcels: () => ({ parcels: [...parcels], claims: [] }),
    });
    const pill = (await screen.findByRole('article')).querySelector('header .pill');
    await waitFor(() => expect(pill).toHaveTextContent(new RegExp(`^${said}$`)));
    cleanup();
  }
});

test('[P3] an order that is called off says what of its shipping is kept, and why, before and after', async () => {
  const cases = [
    [{ shippingMinor: 1_000, refundedMinor: 2_490, shippingRefundedMinor: 500 }, /¥5\.00 of the shipping/],
    [{ shippingMinor: 1_000, refundedMinor: 2_990, shippingRefundedMinor: 1_000 }, null],
    // Nothing was paid, so nothing is kept.
    [{ shippingMinor: 1_000, refundedMinor: 0, shippingRefundedMinor: 0 }, null],
  ] as const;
  for (const [more, why] of cases) {
    open({ myOrders: () => ({ orders: [listed(anOrder({ status: 'CANCELLED', ...more }))] }) });
    await screen.findByText('Cancelled');
    if (why) expect(screen.getByText(why)).toBeInTheDocument();
    else expect(screen.queryByText(/of the shipping/)).toBeNull();
    cleanup();
  }
  const askFirst = async (cancelBackMinor?: number) => {
    const freeCancelUntilMs = Date.now() + 600_000;
    const amounts = { goodsMinor: 3_980, shippingMinor: 1_000, totalMinor: 4_980 };
    const paid = anOrder({ status: 'PAID', payment: 'sandbox', ...amounts, freeCancelUntilMs });
    open({ myOrders: () => ({ orders: [{ ...listed(paid), cancelBackMinor }] }) });
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel order' }));
    expect(screen.getByRole('button', { name: 'Yes, cancel' })).toBeInTheDocument();
  };
  // Another order travels in the same parcel, and needs a part of what was paid for it.
  await askFirst(4_480);
  expect(screen.getByText(/^¥44\.80 comes back/)).toHaveTextContent(/¥5\.00 of the shipping isn’t refunded/);
  cleanup();
  await askFirst(4_980);
  expect(screen.getByText('¥49.80 comes back, the way you paid.')).toBeInTheDocument();
  expect(screen.queryByText(/of the shipping/)).toBeNull();
  cleanup();
  await askFirst();
  expect(screen.queryByText(/comes back/)).toBeNull();
});

test('[P3] shipping that comes back of an order that goes on says why', async () => {
  const cases = [
    [{ refundedMinor: 500, shippingRefundedMinor: 500 }, /ship together/],
    [{ refundedMinor: 2_490, shippingRefundedMinor: 500 }, /costs less to ship/],
    [{ status: 'CANCELLED', refundedMinor: 2_490, shippingRefundedMinor: 500 }, null],
    [{ refundedMinor: 1_990, shippingRefundedMinor: 0 }, null],
  ] as const;
  for (const [more, why] of cases) {
    open({ myOrders: () => ({ orders: [listed(anOrder({ payment: 'sandbox', ...more }))] }) });
    // Shipping alone is one row, not a part of itself.
    const isAlone = more.refundedMinor === more.shippingRefundedMinor;
    const row = await screen.findByText(isAlone ? 'Shipping refund' : 'Refund');
    expect(row.nextElementSibling).toHaveTextContent(/^−¥/);
    expect(screen.queryAllByText('incl. shipping')).toHaveLength(
      !isAlone && more.shippingRefundedMinor > 0 ? 1 : 0,
    );
    if (why) expect(screen.getByText(why)).toBeInTheDocument();
    else expect(screen.queryByText(/ship together|less to ship/)).toBeNull();
    cleanup();
  }
});
