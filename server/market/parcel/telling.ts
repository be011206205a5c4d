import { type AskedOrder, byBuyer, byStaff, bySystem, paidBack, type Tell } from '../kernel/telling.ts';
import type { ParcelFacts } from './facts.ts';

/** What each fact says of an order that is in it. */
export const parcelTellings: { [T in keyof ParcelFacts]: Tell<T> } = {
  shipment_packed: ({ by, shipmentId, lines }, asked) => ({
    by: byStaff(by),
    parcel: 'PACKED',
    shipmentId,
    lines: own(lines, asked).map(({ lineIndex, units }) => ({ lineIndex, units })),
  }),
  shipment_shipped: ({ by, shipmentId }) => ({ by: byStaff(by), parcel: 'SHIPPED', shipmentId }),
  shipment_delivered: ({ by, shipmentId }) => ({ by: byStaff(by), parcel: 'DELIVERED', shipmentId }),
  shipment_lost: ({ by, shipmentId, refunds }, asked) => ({
    ...{ by: byStaff(by), parcel: 'LOST', shipmentId },
    ...paidBack(own(refunds, asked)),
  }),
  shipment_returned: ({ by, shipmentId, refunds }, asked) => ({
    ...{ by: byStaff(by), parcel: 'RETURNED', shipmentId },
    ...paidBack(own(refunds, asked)),
  }),
  claim_opened: ({ claimId, lineIndex, units, reason }) => ({
    ...{ by: byBuyer, claim: 'OPEN', claimId, reason },
    lines: [{ lineIndex, units }],
  }),
  claim_decided: ({ by, claimId, accepted, refund, isWithdrawn }) => ({
    by: isWithdrawn ? byBuyer : byStaff(by),
    claim: isWithdrawn ? 'WITHDRAWN' : accepted ? 'ACCEPTED' : 'DECLINED',
    claimId,
    ...paidBack(refund ? [refund] : []),
  }),
  shipping_credited: ({ lines }, asked) => {
    const credits = own(lines, asked);
    const amountMinor = credits.reduce((sum, each) => sum + each.amountMinor, 0);
    return credits.length > 0 ? { by: bySystem, amountMinor } : null;
  },
  order_completed: () => ({ by: bySystem, order: 'COMPLETED' }),
};

/** A parcel may have other orders of the buyer in it. */
function own<Line extends { orderId: string }>(lines: readonly Line[], { orderId }: AskedOrder): Line[] {
  return lines.filter((line) => line.orderId === orderId);
}
