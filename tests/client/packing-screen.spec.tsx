import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { PackingScreen } from '../../client/screens/staff/packing/PackingScreen.tsx';
import { createPackingStore } from '../../client/stores/packing-store.ts';
import { WorldContext } from '../../client/stores/world.ts';
import { ServerTime } from '../../client/ui/server-time.ts';
import type { PackingView } from '../../shared/contract/packing.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';
import { fakeLive } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';

const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const CLOSED_MS = Date.UTC(2026, 8, 25, 14);

function aDesk(more: Partial<PackingView> = {}): PackingView {
  const contact = { name: '杨丽', phone: '+8613800138000', address: '剑川县金华镇 1 号' };
  const line = {
    orderId: id(1),
    lineIndex: 0,
    number: '1001',
    reference: '12-1001',
    itemNumber: 7,
    name: 'Red potatoes 2.5 kg',
    unitPriceMinor: 1_990,
    units: 2,
  };
  return {
    stream: {
      streamId: id(900),
      slug: 'potato-day',
      title: 'Potato day',
      status: 'CLOSED',
      currency: 'CNY',
      endedAtMs: CLOSED_MS,
    },
    toPack: [
      { origin: 'Jianchuan', orderIds: [id(1), id(2)], readyAtMs: CLOSED_MS, contact, lines: [line] },
      { origin: 'Nuodeng', orderIds: [id(3)], readyAtMs: null, contact: null, lines: [line] },
    ],
    parcels: [
      {
        shipmentId: id(50),
        streamId: id(900),
        origin: 'Jianchuan',
        status: 'PACKED',
        carrier: null,
        trackingCode: null,
        packedAtMs: CLOSED_MS,
        shippedAtMs: null,
        deliveredAtMs: null,
        lines: [{ ...line, sellable: 0, damaged: 0 }],
        contact,
      },
    ],
    claims: [
      {
        claimId: id(70),
        orderId: id(1),
        number: '1001',
        reference: '12-1001',
        itemNumber: 7,
        name: 'Red potatoes 2.5 kg',
        units: 1,
        unitPriceMinor: 1_990,
        shareBps: 5_000,
        reason: 'damaged',
        status: 'OPEN',
        openedAtMs: CLOSED_MS,
        decidedAtMs: null,
        refundMinor: 0,
        backMinor: 921,
        answerByMs: 0,
        hasWords: false,
        photos: 0,
      },
    ],
    more: false,
    ...more,
  };
}

function open(
  routes: Parameters<typeof deskWorld>[1],
  { onDeliveries, slug }: { onDeliveries?: Parameters<typeof deskWorld>[2]; slug?: string | null } = {},
) {
  const world = deskWorld(fakeConsole(), routes, onDeliveries);
  render(
    <WorldContext value={world}>
      <ServerTime value={world.clock.now}>
        {slug === null ? <PackingScreen /> : <PackingScreen slug="potato-day" />}
      </ServerTime>
    </WorldContext>,
  );
}

test('[P1] what is to pack stands by buyer and origin, with the address; a tap says it is packed', async () => {
  const packed: unknown[] = [];
  open({
    packing: () => aDesk(),
    packParcel: (input) => {
      packed.push((input as { body: unknown }).body);
      return { seq: 1, shipmentId: id(50) };
    },
  });
  expect(await screen.findByText('杨丽')).toBeInTheDocument();
  expect(screen.getByText('剑川县金华镇 1 号')).toBeInTheDocument();
  expect(
    screen.getByText('Ready to pack an hour after the stream ends: until then orders can still come.'),
  ).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Mark as packed' }));
  expect(packed).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Send now' }));
  expect(packed).toEqual([expect.objectContaining({ orderIds: [id(1), id(2)], origin: 'Jianchuan' })]);
});

test('[O7] the order of a slip is found by its reference or its number, in every part, and what is not there is said', async () => {
  const { toPack, parcels, claims } = aDesk();
  const line = (n: number) => ({ ...toPack[0]!.lines[0]!, number: String(n), reference: `12-${n}` });
  open({
    packing: () =>
      aDesk({
        toPack: [1_001, 1_002, 1_003].map((n) => ({ ...toPack[0]!, orderIds: [id(n)], lines: [line(n)] })),
        parcels: [1_003, 1_004].map((n) => {
          const parcelLine = { ...line(n), sellable: 0, damaged: 0 };
          return { ...parcels[0]!, shipmentId: id(n), lines: [parcelLine] };
        }),
        claims: [{ ...claims[0]!, number: '1004', reference: '12-1004' }],
      }),
  });
  const find = await screen.findByRole('searchbox', { name: /Find an order/ });
  const counts = () => screen.getAllByRole('tab').map((tab) => tab.textContent?.replace(/\D/g, ''));
  const shown = () => screen.queryAllByText(/^Order /).map(({ textContent }) => textContent);
  expect(counts()).toEqual(['3', '2', '1']);
  await userEvent.type(find, '订单 12-1003');
  expect(find).toHaveValue('12-1003');
  expect([counts(), shown()]).toEqual([['1', '1', '0'], ['Order 12-1003']]);
  await userEvent.clear(find);
  await userEvent.type(find, '1004');
  expect(screen.getByText('No order 1004 here.')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('tab', { name: /^Claims/ }));
  expect(shown()).toEqual(['Order 12-1004']);
  await userEvent.clear(find);
  expect(counts()).toEqual(['3', '2', '1']);
});

test('[A1] who may not pack is told so, not to try again', async () => {
  open({ packing: () => ({ refusal: { code: 'FORBIDDEN' } }) });
  expect(await screen.findByText('Only packers and operators can open packing.')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

test('parcels, claims and the stream are read under the names of one’s own language', async () => {
  const both = (units: number) => {
    const { stream, toPack, claims } = aDesk();
    const line = { ...toPack[0]!.lines[0]!, name: '红皮土豆', nameEn: 'Red potatoes', units };
    return aDesk({
      stream: { ...stream, title: '土豆日', titleEn: 'Potato day' },
      toPack: [{ ...toPack[0]!, origin: '剑川', originEn: 'Jianchuan, Yunnan', lines: [line] }],
      claims: [{ ...claims[0]!, name: '红皮土豆', nameEn: 'Red potatoes' }],
    });
  };
  open({ packing: () => both(2) });
  expect(await screen.findByText('Red potatoes')).toBeInTheDocument();
  expect(screen.getByRole('heading', { name: 'Potato day' })).toBeInTheDocument();
  expect(screen.getByText('From Jianchuan, Yunnan')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('tab', { name: /^Claims/ }));
  expect(screen.getByText('1 × Red potatoes')).toBeInTheDocument();
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText('红皮土豆 × 1')).toBeInTheDocument();
  expect(screen.getByRole('heading', { name: '土豆日' })).toBeInTheDocument();
  setLanguage('en');
});

test('[O4] a parcel leaves with a carrier and a number, and the form says what is missing', async () => {
  const shipped: unknown[] = [];
  open({
    packing: () => aDesk(),
    shipParcel: (input) => {
      shipped.push((input as { body: unknown }).body);
      return { seq: 2, shipmentId: id(50) };
    },
  });
  await userEvent.click(await screen.findByRole('tab', { name: /^Parcels/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Ship' }));
  await userEvent.type(screen.getByLabelText('Tracking number'), 'SF');
  await userEvent.click(screen.getByRole('button', { name: 'Mark shipped' }));
  expect(screen.getByText('Choose a carrier.')).toBeInTheDocument();
  expect(screen.getByText('4 to 40 letters, digits and dashes.')).toBeInTheDocument();
  await userEvent.selectOptions(screen.getByLabelText('Carrier'), 'Another…');
  expect(screen.getByText('Enter a carrier.')).toBeInTheDocument();
  await userEvent.selectOptions(screen.getByLabelText('Carrier'), '顺丰速运 SF Express');
  expect(screen.queryByLabelText('Name of the carrier')).toBeNull();
  await userEvent.type(screen.getByLabelText('Tracking number'), '-1001');
  await userEvent.click(screen.getByRole('button', { name: 'Mark shipped' }));
  await userEvent.click(screen.getByRole('button', { name: 'Send now' }));
  expect(shipped).toEqual([
    expect.objectContaining({ shipmentId: id(50), carrier: '顺丰速运 SF Express', trackingCode: 'SF-1001' }),
  ]);
  // The next parcel most likely leaves with the same one.
  await userEvent.click(await screen.findByRole('button', { name: 'Ship' }));
  expect(screen.getByLabelText('Carrier')).toHaveValue('顺丰速运 SF Express');
});

test('[I1] that a parcel came is said again in the same words until somebody has heard it', async () => {
  const live = fakeLive();
  let nowMs = CLOSED_MS;
  const world = fakeWorld(live, { packing: () => aDesk() }, () => nowMs);
  const desk = createPackingStore('potato-day')(world);
  const said = () =>
    world.called.flatMap(({ name, input }) =>
      name === 'deliverParcel' ? [(input as { body: object }).body] : [],
    );
  const [parcel] = aDesk().parcels;
  for (let taps = 0; taps < 2; taps += 1) {
    desk.deliver(parcel!);
    nowMs += 60_000;
    desk.sendHeld();
    await vi.waitFor(() => expect(said()).toHaveLength(taps + 1));
    // The answer that does not come.
    await vi.waitFor(() => expect(desk.store.getState().busy).toEqual({}));
  }
  const [first, second] = said();
  expect(first).toMatchObject({ shipmentId: parcel!.shipmentId, deliveredAtMs: CLOSED_MS });
  expect(second).toEqual({ ...first, inDoubt: true });
});

test('[O6] a claim says what paying it back costs, and is decided', async () => {
  const decided: unknown[] = [];
  open({
    packing: () => aDesk(),
    decideClaim: (input) => {
      decided.push((input as { body: unknown }).body);
      return { seq: 3, claimId: id(70) };
    },
  });
  await userEvent.click(await screen.findByRole('tab', { name: /^Claims/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Refund ¥9.21' }));
  expect(screen.getByText('Will be refunded')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Send now' }));
  expect(decided).toEqual([expect.objectContaining({ claimId: id(70), accepted: true })]);
});

test('[A4] [O9] what a buyer wrote and photographed is opened by a tap; who waits too long is named', async () => {
  let looks = 0;
  const said = { ...aDesk().claims[0]!, answerByMs: Date.now() - 90 * 60_000, hasWords: true, photos: 1 };
  open({
    packing: () => aDesk({ claims: [said] }),
    claimTexts: () => {
      looks += 1;
      return { words: 'two were cracked', photos: ['data:image/jpeg;base64,/9j/'] };
    },
  });
  await userEvent.click(await screen.findByRole('tab', { name: /^Claims/ }));
  expect(screen.getByText('Late by 1 hour')).toBeVisible();
  expect(screen.queryByText('two were cracked')).toBeNull();
  expect(looks).toBe(0);
  await userEvent.click(screen.getByRole('button', { name: 'See words and 1 photo' }));
  expect(await screen.findByText('two were cracked')).toBeVisible();
  expect(screen.getByRole('img', { name: 'Photo 1 by the buyer' })).toBeVisible();
  expect(looks).toBe(1);
});

test.each([
  [46 * 60 + 59, '46 hours left to answer', '还剩 46 小时答复'],
  [119, '1 hour left to answer', '还剩 1 小时答复'],
  [59, 'Under an hour left to answer', '答复时间不足 1 小时'],
  [-1, 'Late by under an hour', '已超时，不到 1 小时'],
  [-61, 'Late by 1 hour', '已超时 1 小时'],
  [-121, 'Late by 2 hours', '已超时 2 小时'],
])(
  '[O9] the desk reads whole hours of its time, never more than there are: %i minutes',
  async (minutes, en, zh) => {
    const claim = { ...aDesk().claims[0]!, answerByMs: Date.now() + minutes * 60_000 + 30_000 };
    open({ packing: () => aDesk({ claims: [claim] }) });
    await userEvent.click(await screen.findByRole('tab', { name: /^Claims/ }));
    expect(screen.getByText(en)).toBeVisible();
    act(() => setLanguage('zh-CN'));
    expect(screen.getByText(zh)).toBeVisible();
  },
);

test('a list of deliveries is taken whole, or each bad row is named', async () => {
  open(
    { packing: () => aDesk() },
    {
      onDeliveries: () => ({
        delivered: 0,
        again: 0,
        faults: [{ row: 3, code: 'NO_PARCEL', given: 'SF-9', what: 'no parcel has the code SF-9' }],
      }),
    },
  );
  await userEvent.click(await screen.findByRole('tab', { name: /^Parcels/ }));
  const file = new File(['tracking_code,delivered_at\n'], 'deliveries.csv', { type: 'text/csv' });
  await userEvent.upload(screen.getByLabelText('Upload CSV'), file);
  const notice = await screen.findByText(/No rows imported/);
  expect(within(notice.closest('.notice') as HTMLElement).getByText('Row 3')).toBeInTheDocument();
  expect(screen.getByText(/No parcel has the tracking number SF-9/)).toBeVisible();
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText(/没有运单号为 SF-9 的包裹/)).toBeVisible();
});

test('[O6] the list of streams says where a claim waits and a parcel was lost', async () => {
  const { stream } = aDesk();
  const listed = (n: number, title: string, openClaims: number, lostParcels: number) => {
    return { ...stream, streamId: id(900 + n), slug: `day-${n}`, title, openClaims, lostParcels };
  };
  open(
    {
      packingStreams: () => ({
        streams: [listed(1, 'Potato day', 1, 0), listed(2, 'Walnut day', 2, 3), listed(3, 'Quiet day', 0, 0)],
      }),
    },
    { slug: null },
  );
  const card = async (name: string) => (await screen.findByText(name)).closest('a') as HTMLElement;
  expect(within(await card('Potato day')).getByText('1 open claim')).toBeVisible();
  expect(within(await card('Potato day')).queryByText(/lost/)).toBeNull();
  expect(within(await card('Walnut day')).getByText('2 open claims')).toBeVisible();
  expect(within(await card('Walnut day')).getByText('3 parcels lost')).toBeVisible();
  expect((await card('Quiet day')).querySelector('.pill')).toBeNull();
});

test('[O4] what can be done to a parcel reads as an act, beside the state that it is in', async () => {
  const [parcel] = aDesk().parcels;
  open({ packing: () => aDesk({ parcels: [{ ...parcel!, status: 'SHIPPED', shippedAtMs: CLOSED_MS }] }) });
  await userEvent.click(await screen.findByRole('tab', { name: /^Parcels/ }));
  const acts = ['Mark delivered', 'Mark returned', 'Mark lost'];
  for (const name of acts) expect(screen.getByRole('button', { name })).toBeVisible();
  act(() => setLanguage('zh-CN'));
  for (const name of ['标记已签收', '标记已退回', '标记已丢失']) {
    expect(screen.getByRole('button', { name })).toBeVisible();
  }
  setLanguage('en');
});

test('an empty desk says so', async () => {
  open({ packing: () => aDesk({ toPack: [], parcels: [], claims: [] }) });
  expect(await screen.findByText('Everything is packed.')).toBeInTheDocument();
});
