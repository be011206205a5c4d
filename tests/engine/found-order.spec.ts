import { expect, test, vi } from 'vitest';
import { findOrder } from '../../server/application/order/find-order.ts';
import type { OrderWithLines, Parcel } from '../../server/ports/readers.ts';
import type { StreamRow } from '../../server/ports/rows.ts';
import { emptyShop } from '../../server/shop/state.ts';
import { aLine, anOrder, aShipment, aStream, idOf } from '../builders/store-rows.ts';

const STREAM = idOf('stream');
const order = anOrder(STREAM, 'mine', { number: '1085', phoneTag: 'tag:13800138000' });
const other = anOrder(STREAM, 'other');
const named = { name: 'Potatoes', nameEn: '' };
/** Item 1 at two prices; of item 2 one could not be filled, and one was paid back before it was packed. */
const lines = [
  { ...aLine(order, 0, { units: 2 }), ...named },
  { ...aLine(order, 1, { units: 1, unitPriceMinor: 1_490 }), ...named },
  { ...aLine(order, 2, { itemNumber: 2, units: 5, cancelledUnits: 1, withdrawnUnits: 1 }), ...named },
];
const packed = (orderId: string, lineIndex: number, itemNumber: number, units: number) => ({
  ...{ orderId, lineIndex, number: '', itemNumber, ...named, unitPriceMinor: 1_990, units },
  ...{ sellable: 0, damaged: 0 },
});
const parcels = [
  {
    shipment: aShipment(order),
    lines: [packed(order.orderId, 0, 1, 2), packed(order.orderId, 1, 1, 1), packed(other.orderId, 0, 9, 4)],
  },
] as unknown as Parcel[];

function found(stream: Partial<StreamRow> = {}, of: readonly object[] = lines) {
  const shop = emptyShop();
  const deps = {
    clock: { nowMs: () => Date.UTC(2026, 10, 30, 12) },
    engines: {
      streamNumbered: (shopNumber: number) => (shopNumber === 12 ? STREAM : null),
      shop: { read: async (read: (of: object) => unknown) => read(shop) },
    },
    secrets: { isPhoneTag: (_: string, phone: string, tag: string) => tag === `tag:${phone}` },
    readers: {
      orderByNumber: async (streamId: string, number: string) =>
        streamId === STREAM && number === '1085' ? ({ order, lines: of } as unknown as OrderWithLines) : null,
      streamById: async () => aStream(STREAM, stream),
      parcels: async () => parcels,
    },
  };
  return findOrder(deps as never, { reference: '12-1085', phone: '13800138000' });
}

test('[B7] an item at two prices is one, and of a shared parcel the own lines alone are told', async () => {
  expect(await found()).toMatchObject({
    lines: [
      { itemNumber: 1, units: 3, unfilledUnits: 0 },
      { itemNumber: 2, units: 5, unfilledUnits: 1 },
    ],
    parcels: [{ lines: [{ itemNumber: 1, units: 3 }] }],
  });
});

test('[P4] each product is told with its own days', async () => {
  const days = [
    { shipBy: '2026-12-05', arriveBy: '2026-12-08' },
    { shipBy: '2026-12-05', arriveBy: '2026-12-08' },
    { shipBy: '2026-12-08', arriveBy: '2026-12-11' },
  ];
  expect(
    await found(
      {},
      lines.map((line, at) => ({ ...line, ...days[at] })),
    ),
  ).toMatchObject({
    lines: [
      { itemNumber: 1, ...days[0] },
      { itemNumber: 2, ...days[2] },
    ],
  });
});

test('[B7] what nobody could fill, and what was paid back before it was packed, is not waited for', async () => {
  expect(await found()).toMatchObject({ unitsToSend: 6 });
});

test('[P4] whether an order is late is seen in the parcels that are told: they are read once', async () => {
  const paid = { ...order, status: 'PAID' };
  const promised = { ...aLine(order, 0, { units: 2, shipBy: '2026-11-29' }), ...named };
  const readParcels = vi.fn(async () => parcels);
  const shop = emptyShop();
  const deps = {
    clock: { nowMs: () => Date.UTC(2026, 10, 30, 12) },
    engines: {
      streamNumbered: () => STREAM,
      shop: { read: async (read: (of: object) => unknown) => read(shop) },
    },
    secrets: { isPhoneTag: () => true },
    readers: {
      orderByNumber: async () => ({ order: paid, lines: [promised] }),
      streamById: async () => aStream(STREAM),
      parcels: readParcels,
    },
  };
  const told = await findOrder(deps as never, { reference: '12-1085', phone: '13800138000' });
  expect(told).toMatchObject({ isLate: true, parcels: [{ status: 'PACKED' }] });
  expect(readParcels).toHaveBeenCalledTimes(1);
});

test('[B7] an order of a rehearsal is not found', async () => {
  expect(await found({ rehearsalOf: idOf('real') })).toBeNull();
});
