import type { StaffActor } from '../../server/application/application.ts';
import type { ConsoleRequest } from '../../shared/protocol.ts';
import { DAY, HOUR } from '../../shared/values/time.ts';
import type { AuditMarket } from './audit-market.ts';
import { accepted, type HouseBuyer } from './engine-house.ts';

export const DELIVERED_PRICE = 1_999;

/** A stream that is over, and an order of two units of its item 1 that has just arrived at its buyer. @returns its id */
export async function playDelivered(market: AuditMarket, buyer: HouseBuyer): Promise<string> {
  const packer: StaffActor = { staffId: market.ids.next(), name: 'Bai', role: 'packer', device: 'desk' };
  const desk = <C extends 'parcel:pack' | 'parcel:ship' | 'parcel:deliver'>(
    command: C,
    request: Omit<ConsoleRequest<C>, 'key'>,
  ) => {
    const keyed = { key: market.ids.next(), ...request } as ConsoleRequest<C>;
    return market.app.application.console(packer, market.streamId, command, keyed, market.clock.nowMs());
  };
  await market.adds(10, DELIVERED_PRICE);
  accepted(await market.floor('stream:go-live', {}));
  await market.takes(buyer, 1, 2, DELIVERED_PRICE);
  const order = await market.orders(buyer, [[1, 2, DELIVERED_PRICE]], 'sandbox');
  await market.pays(order.orderId, order.totalMinor);
  accepted(await market.floor('stream:end', {}));
  await market.passes(2 * HOUR);
  const engine = (await market.app.engines.stream(market.streamId))!;
  const origin = await engine.read((state) => state.items.get(1)!.origin);
  const packed = accepted(await desk('parcel:pack', { orderIds: [order.orderId], origin }));
  const { shipmentId } = packed;
  accepted(await desk('parcel:ship', { shipmentId, carrier: 'SF', trackingCode: 'SF-1000' }));
  await market.passes(DAY);
  accepted(await desk('parcel:deliver', { shipmentId, deliveredAtMs: market.clock.nowMs() }));
  return order.orderId;
}
