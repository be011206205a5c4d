import { calledOff, callOff } from '../../server/market/order/call-off.ts';
import { giveAddress } from '../../server/market/order/change-address.ts';
import { refundUnpacked } from '../../server/market/order/give-back.ts';
import type { LookedUp } from '../../server/market/order/recall.ts';
import { type AskedAmount, refundAmount } from '../../server/market/order/refund-amount.ts';
import { decideClaim } from '../../server/market/parcel/claim.ts';
import { completeOrder } from '../../server/market/parcel/complete.ts';
import { creditShipping, overpaidGroups } from '../../server/market/parcel/credit.ts';
import type { ReturnedUnits } from '../../server/market/parcel/facts.ts';
import { packParcel } from '../../server/market/parcel/pack.ts';
import { deliverParcel, loseParcel, returnParcel, shipParcel } from '../../server/market/parcel/parcel.ts';
import type { OrderShipment } from '../../server/market/parcel/shipment.ts';
import type { CallOffReason } from '../../shared/market/order/call-off-reasons.ts';
import { idOf } from './bench.ts';
import type { Market } from './market.ts';
import { factsOf, replyOf } from './outcomes.ts';

/** Who packs, ships, and decides claims: sees the orders as the desk's list shows them. */
export class Packer {
  readonly by = { staffId: idOf(900_003), device: 'desk' };
  private readonly market: Market;

  constructor(market: Market) {
    this.market = market;
  }

  packs(orderIds: readonly string[], origin = 'Jianchuan', lookedUp = this.lookUp(orderIds)) {
    return this.market.bench.send((state, when) =>
      packParcel(state, { orderIds, origin }, { ...when, by: this.by, orders: lookedUp }),
    );
  }

  ships(shipmentId: string, trackingCode = `SF-${shipmentId.slice(-6)}`) {
    const asked = this.asked(shipmentId);
    return this.market.bench.send((state, when) =>
      shipParcel(state, { ...asked, carrier: 'SF', trackingCode }, this.at(when, asked.orderIds)),
    );
  }

  delivers(shipmentId: string, deliveredAtMs = this.market.bench.nowMs) {
    const asked = this.asked(shipmentId);
    return this.market.bench.send((state, when) =>
      deliverParcel(state, { ...asked, deliveredAtMs }, this.at(when, asked.orderIds)),
    );
  }

  loses(shipmentId: string) {
    const asked = this.asked(shipmentId);
    return this.market.bench.send((state, when) => loseParcel(state, asked, this.at(when, asked.orderIds)));
  }

  /** Takes units back; all that are still out, sellable, unless the story names them. */
  takesBack(shipmentId: string, units: readonly ReturnedUnits[] = this.allOut(shipmentId)) {
    const asked = this.asked(shipmentId);
    return this.market.bench.send((state, when) =>
      returnParcel(state, { ...asked, units }, this.at(when, asked.orderIds)),
    );
  }

  decides(claimId: string, accepted: boolean) {
    const { orderId = '' } =
      this.market.bench
        .orders()
        .find(({ afterSale }) => afterSale?.claims.some((claim) => claim.claimId === claimId)) ?? {};
    return this.market.bench.send((state, when) =>
      decideClaim(state, { claimId, orderId, accepted }, this.at(when, [orderId])),
    );
  }

  /** Nobody asks for it: an order of which nothing is heard any more is looked for in the tables. */
  completes(orderId: string) {
    const lookedUp = this.market.bench.lookUp(orderId);
    return this.market.bench.send((state, when) => completeOrder(state, { orderId }, { ...when, lookedUp }));
  }

  refunds(
    orderId: string,
    name: string,
    units: number,
    unitPriceMinor = this.market.item(name).listPriceMinor,
  ) {
    const itemNumber = this.market.numberOf(name);
    return this.market.bench.send((state, when) =>
      refundUnpacked(state, { orderId, itemNumber, unitPriceMinor, units }, this.at(when, [orderId])),
    );
  }

  /** Refunds units of several lines at once, at list price, each named as often as the story does (O8). */
  refundsAll(orderId: string, named: readonly (readonly [name: string, units: number])[]) {
    const [first, ...more] = named.map(([name, units]) => ({ ...this.lineOf(name), units }));
    return this.market.bench.send((state, when) =>
      refundUnpacked(state, { orderId, ...first!, more }, this.at(when, [orderId])),
    );
  }

  /** A line at its list price, as staff name it. */
  lineOf(name: string) {
    const itemNumber = this.market.numberOf(name);
    return { itemNumber, unitPriceMinor: this.market.item(name).listPriceMinor };
  }

  /** Gives an amount back of a line, seen as it is now unless the story says otherwise (O8). */
  gives(orderId: string, name: string, amountMinor: number, asked: Partial<AskedAmount> = {}) {
    const request = {
      ...{ orderId, itemNumber: this.market.numberOf(name), amountMinor },
      unitPriceMinor: this.market.item(name).listPriceMinor,
      backMinor: this.market.bench.order(orderId)?.refundedMinor ?? 0,
      ...({ bearer: 'shop', reason: 'goodwill' } as const),
      ...asked,
    };
    return this.market.bench.send((state, when) =>
      refundAmount(state, request, this.at(when, [request.orderId])),
    );
  }

  /** Cancels an order for the shop, on what would go back now unless the story says otherwise (O11). */
  callsOff(orderId: string, asked: { reason?: CallOffReason; refundMinor?: number } = {}) {
    const { bench } = this.market;
    const lookedUp = this.lookUp([orderId]).get(orderId) ?? null;
    const order = bench.order(orderId) ?? lookedUp?.order;
    const now = order && calledOff(bench.state, order);
    const refundMinor = now?.type === 'order_cancelled' ? now.refundMinor : 0;
    const request = { orderId, refundMinor, reason: 'unavailable' as const, ...asked };
    return bench.send((state, when) => callOff(state, request, { ...when, by: this.by, lookedUp }));
  }

  /** Sends an order elsewhere for its buyer (O10). @param phone null: the address is not of its buyer */
  givesAddress(orderId: string, addressId: string, phone: string | null, country: string | null = null) {
    const { bench } = this.market;
    const lookedUp = this.lookUp([orderId]).get(orderId) ?? null;
    const known = { lookedUp, phoneTag: phone, country };
    return bench.send((state, when) =>
      giveAddress(state, { orderId, addressId }, { ...when, by: this.by, ...known }),
    );
  }

  /** Packs and ships what the rules accept, and says the shipment. */
  sends(...orderIds: string[]): string {
    const { shipmentId } = replyOf(this.packs(orderIds));
    replyOf(this.ships(shipmentId));
    return shipmentId;
  }

  /** Gives back what parcel groups paid too much, as the server does behind the log. @returns the lines of it all */
  creditsShipping(): { orderId: string; amountMinor: number }[] {
    const { bench } = this.market;
    return overpaidGroups(bench.state, 1_000).flatMap(({ orderIds, ...name }) => {
      const credited = bench.send((state, when) =>
        creditShipping(state, name, { ...when, orders: this.lookUp(orderIds) }),
      );
      return factsOf(credited).flatMap((fact) => (fact.type === 'shipping_credited' ? fact.lines : []));
    });
  }

  shipment(shipmentId: string): OrderShipment {
    for (const { afterSale } of this.market.bench.orders()) {
      const found = afterSale?.shipments.find((known) => known.shipmentId === shipmentId);
      if (found) return found;
    }
    throw new Error(`There is no shipment ${shipmentId}.`);
  }

  private allOut(shipmentId: string): ReturnedUnits[] {
    return this.market.bench.orders().flatMap(({ orderId, afterSale }) =>
      (afterSale?.shipments ?? [])
        .filter((known) => known.shipmentId === shipmentId)
        .flatMap(({ lines }) =>
          lines.map(({ lineIndex, units, sellable, damaged }) => ({
            orderId,
            lineIndex,
            units: units - sellable - damaged,
            condition: 'sellable' as const,
          })),
        ),
    );
  }

  private asked(shipmentId: string): { shipmentId: string; orderIds: string[] } {
    return { shipmentId, orderIds: this.shipment(shipmentId).orderIds };
  }

  private at<When>(when: When, orderIds: readonly string[]) {
    return { ...when, by: this.by, orders: this.lookUp(orderIds) };
  }

  private lookUp(orderIds: readonly string[]): Map<string, LookedUp> {
    return new Map(
      orderIds.flatMap((orderId) => {
        const lookedUp = this.market.bench.lookUp(orderId);
        return lookedUp ? [[orderId, lookedUp] as const] : [];
      }),
    );
  }
}
