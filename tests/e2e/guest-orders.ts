import { systemIds } from '../../server/adapters/system/ids.ts';
import type { BuyerActor } from '../../server/application/application.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { TestMarket } from './market.ts';

export interface GuestOrder {
  itemNumber: number;
  units: number;
  priceMinor: number;
  payment: PaymentMethod;
  /** What the market sees of it; one that no other guest has, if it is not said. */
  network?: string;
}

let guests = 0;

/** A guest who has just been made, with an address, orders units of an item without a page; a refusal throws. */
export async function guestOrders(
  { market: { app }, streamId }: TestMarket,
  { itemNumber, units, priceMinor, payment, network }: GuestOrder,
): Promise<{ buyerId: string; orderId: string }> {
  const { deps, application, secrets } = app;
  guests += 1;
  const buyerId = systemIds.next();
  const own = `10.${guests >> 8}.${guests & 255}.0/24`;
  const actor: BuyerActor = { buyerId, allIds: [buyerId], network: network ?? own };
  const [addressId, atMs] = [systemIds.next(), deps.clock.nowMs()];
  const phone = `+86100${String(guests).padStart(8, '0')}`;
  const sealed = secrets.seal(buyerId, { name: '王秀英', phone, address: '剑川县金华镇' });
  await deps.directory.addAddress({ addressId, buyerId, key: addressId, sealed, atMs });
  const does = async (command: 'cart:add' | 'order:place', request: object) => {
    const whole = { key: systemIds.next(), ...request } as never;
    const answer = await application.live(actor, streamId, command, whole, deps.clock.steadyMs(), null);
    if (!answer.ok) throw new Error(`${command} of item ${itemNumber}: ${JSON.stringify(answer)}`);
    return answer;
  };
  await does('cart:add', { itemNumber, units, seenPriceMinor: priceMinor });
  const lines = [{ itemNumber, units, unitPriceMinor: priceMinor }];
  const order = { lines, expectTotalMinor: units * priceMinor, addressId, payment };
  const placed = (await does('order:place', order)) as unknown as { order: { orderId: string } };
  return { buyerId, orderId: placed.order.orderId };
}
