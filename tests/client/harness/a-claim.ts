import type { MyParcels } from '../../../shared/contract/packing.ts';
import type { OrderView } from '../../../shared/market/order/contract.ts';
import { STREAM } from '../fake-live.ts';
import { MINUTE } from '../market.ts';

const HOUR = 60 * MINUTE;

/** A photo as a page gets it, without a file. */
export const aDrawnPhoto =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='640' height='480'%3E%3Crect width='640' height='480' fill='%23b98d5f'/%3E%3C/svg%3E";

/** An order that was delivered, with a claim that waits for its answer; another may still be made. */
export function aClaimed({ orderId, number, reference, lines }: OrderView): MyParcels {
  const now = Date.now();
  const ofOrder = { orderId, number, reference };
  const [first] = lines;
  return {
    parcels: [
      {
        ...{
          shipmentId: STREAM,
          streamId: STREAM,
          origin: '剑川',
          originEn: 'Jianchuan',
          status: 'DELIVERED',
        },
        ...{ carrier: '顺丰速运', trackingCode: 'SF1382004471', packedAtMs: now - 50 * HOUR },
        ...{ shippedAtMs: now - 48 * HOUR, deliveredAtMs: now - 20 * HOUR, claimUntilMs: now + 28 * HOUR },
        lines: lines.map((line, lineIndex) => ({
          ...{ ...line, ...ofOrder, lineIndex, sellable: 0, damaged: 0 },
          claimed: {
            ...{ payMinor: line.units * line.unitPriceMinor, lineUnits: line.units },
            ...{ goneUnits: 0, givenMinor: 0 },
          },
        })),
      },
    ],
    claims: [
      {
        ...{ claimId: STREAM, ...ofOrder, itemNumber: first!.itemNumber, name: first!.name, units: 1 },
        ...{ unitPriceMinor: first!.unitPriceMinor, shareBps: 5_000, reason: 'damaged', status: 'OPEN' },
        ...{
          openedAtMs: now - 2 * HOUR,
          decidedAtMs: null,
          refundMinor: 0,
          backMinor: 995,
          backDays: 3,
          answerByMs: now + 46 * HOUR,
        },
        ...{ hasWords: true, photos: 2 },
      },
    ],
  };
}
