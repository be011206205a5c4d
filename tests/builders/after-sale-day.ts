import type { StaffActor } from '../../server/application/application.ts';
import type { ConsoleRequest } from '../../shared/protocol.ts';
import type { AuditMarket } from './audit-market.ts';
import { accepted, type HouseBuyer } from './engine-house.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
type DeskCommand =
  | 'parcel:pack'
  | 'parcel:ship'
  | 'parcel:deliver'
  | 'parcel:lose'
  | 'parcel:take-back'
  | 'claim:decide';

export interface PlayedParcels {
  packer: StaffActor;
  buyers: HouseBuyer[];
  /** Two orders of the first buyer, then one of each other. */
  orderIds: string[];
  /** Delivered with a claim that was accepted; lost; come back; on its way. */
  shipmentIds: string[];
  claimId: string;
}

/**
 * A stream that is over, and its parcels: two orders in one, delivered, with a claim; one lost; one refused at the door
 * for cash; one still on its way; and an order that is COMPLETED. Most orders were forgotten before they were packed.
 * @param says the words and photos of the claim; absent: it has none
 */
export async function playAfterSale(
  market: AuditMarket,
  says: (
    buyer: HouseBuyer,
    orderId: string,
  ) => Promise<{ textId?: string; photoIds?: string[] }> = async () => ({}),
): Promise<PlayedParcels> {
  const packer: StaffActor = { staffId: market.ids.next(), name: 'Bai', role: 'packer', device: 'desk' };
  const desk = <C extends DeskCommand>(command: C, request: Omit<ConsoleRequest<C>, 'key'>) => {
    const keyed = { key: market.ids.next(), ...request } as ConsoleRequest<C>;
    return market.app.application.console(packer, market.streamId, command, keyed, market.clock.nowMs());
  };
  await market.adds(200, 1_999);
  accepted(await market.floor('stream:go-live', {}));
  const buyers: HouseBuyer[] = [];
  const orderIds: string[] = [];
  for (let n = 0; n < 12; n += 1) {
    const buyer = n === 1 ? buyers[0]! : await market.buyer();
    if (n !== 1) buyers.push(buyer);
    await market.passes(1_000);
    await market.takes(buyer, 1, 2, 1_999);
    const payment = n === 3 ? 'cash_on_delivery' : 'sandbox';
    const order = await market.orders(buyer, [[1, 2, 1_999]], payment);
    if (n !== 3) await market.pays(order.orderId, order.totalMinor);
    orderIds.push(order.orderId);
  }
  accepted(await market.floor('stream:end', {}));
  await market.passes(2 * HOUR);

  const origin = await market.app.engines
    .stream(market.streamId)
    .then((engine) => engine!.read((state) => state.items.get(1)!.origin));
  const packs = async (...ids: string[]) =>
    accepted(await desk('parcel:pack', { orderIds: ids, origin })).shipmentId;
  const shipmentIds = [
    await packs(orderIds[0]!, orderIds[1]!),
    await packs(orderIds[2]!),
    await packs(orderIds[3]!),
    await packs(orderIds[4]!),
  ];
  for (const [n, shipmentId] of shipmentIds.entries()) {
    const trackingCode = `SF-${1000 + n}`;
    accepted(await desk('parcel:ship', { shipmentId, carrier: 'SF', trackingCode }));
  }
  await market.passes(DAY);
  const [delivered, lost, refused] = shipmentIds as [string, string, string];
  const deliveredAtMs = market.clock.nowMs();
  accepted(await desk('parcel:deliver', { shipmentId: delivered, deliveredAtMs }));
  accepted(await desk('parcel:lose', { shipmentId: lost }));
  accepted(
    await desk('parcel:take-back', {
      shipmentId: refused,
      units: [
        { orderId: orderIds[3]!, lineIndex: 0, units: 1, condition: 'sellable' },
        { orderId: orderIds[3]!, lineIndex: 0, units: 1, condition: 'damaged' },
      ],
    }),
  );
  const { claimId } = accepted(
    await market.live(buyers[0]!, 'claim:open', {
      orderId: orderIds[0]!,
      itemNumber: 1,
      unitPriceMinor: 1_999,
      units: 1,
      shareBps: 5_000,
      reason: 'damaged',
      ...(await says(buyers[0]!, orderIds[0]!)),
    }),
  );
  accepted(await desk('claim:decide', { claimId, accepted: true }));
  await market.passes(8 * DAY);
  return { packer, buyers, orderIds, shipmentIds, claimId };
}
