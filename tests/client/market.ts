import type { Change } from '../../shared/live-view/entries.ts';
import { entryChange, wholeChange } from '../../shared/live-view/told.ts';
import type { CartLine } from '../../shared/market/cart/contract.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import type { StockEntry } from '../../shared/market/stock/entry.ts';
import type { StreamEntry } from '../../shared/market/stream/entry.ts';
import { STREAM } from './fake-live.ts';

/** 20:00:00 of the market's evening. */
export const EIGHT = Date.UTC(2026, 4, 9, 12, 0, 0);
export const MINUTE = 60_000;

export function aStream(more: Partial<StreamEntry> = {}): Change {
  return [
    't',
    {
      title: '土豆节 Potato day',
      slug: 'potato-day',
      hostName: '阿妹 Amei',
      status: 'LIVE',
      currency: 'CNY',
      holdPolicy: 'hold',
      payments: ['cash_on_delivery', 'sandbox'],
      scheduledAtMs: EIGHT,
      liveStartMs: EIGHT,
      endedAtMs: null,
      closesAtMs: null,
      ...more,
    },
  ];
}

export interface Good {
  name: string;
  producer: string;
  nameEn?: string;
  producerEn?: string;
  origin: string;
  originEn?: string;
  grams: number;
  picture: string;
  listPriceMinor: number;
  buyerLimit: number | null;
}

export function aGood(itemNumber: number, more: Partial<Good> = {}): Change {
  return entryChange('c', itemNumber, {
    name: `Good ${itemNumber}`,
    producer: 'Shibao Farm',
    origin: 'Jianchuan',
    grams: 1_000,
    picture: '',
    listPriceMinor: 1_000 * itemNumber,
    buyerLimit: null,
    ...more,
  });
}

export function aShelf(itemNumber: number, more: Partial<StockEntry> = {}): Change {
  return entryChange('s', itemNumber, {
    state: 'IN_STOCK',
    available: 21,
    nextFreeAtMs: null,
    flashLeft: null,
    ...more,
  });
}

export function aFlash(
  itemNumber: number,
  by: { priceMinor: number; startsAtMs: number; endsAtMs: number; perBuyerCap?: number },
): Change {
  return entryChange('f', itemNumber, {
    flashId: '0190a000-0000-7000-8000-0000000000f1',
    cap: 50,
    perBuyerCap: 2,
    announcedAtMs: by.startsAtMs - MINUTE,
    ...by,
  });
}

export const aPin = (...itemNumbers: number[]): Change =>
  wholeChange(
    'p',
    itemNumbers.map((itemNumber, index) => ({ itemNumber, sinceMs: EIGHT + index })),
  );

export function aHeldLine(
  itemNumber: number,
  units: number,
  unitPriceMinor: number,
  untilMs: number,
): CartLine {
  return {
    itemNumber,
    directUnits: 0,
    expiredUnits: 0,
    holds: [{ units, unitPriceMinor, flashId: null, untilMs }],
  };
}

export function anOrder(more: Partial<OrderView> = {}): OrderView {
  return {
    orderId: '0190a000-0000-7000-8000-0000000000c1',
    number: '1042',
    reference: '12-1042',
    streamId: STREAM,
    status: 'PAID',
    late: false,
    placedAtMs: EIGHT,
    payByMs: EIGHT + 15 * MINUTE,
    paidAtMs: EIGHT,
    freeCancelUntilMs: EIGHT + 60 * MINUTE,
    payment: 'cash_on_delivery',
    payUrl: null,
    lines: [{ itemNumber: 7, name: 'Red potatoes', units: 2, unitPriceMinor: 1_990, unfilledUnits: 0 }],
    goodsMinor: 3_980,
    shippingMinor: 0,
    totalMinor: 3_980,
    refundedMinor: 0,
    shippingRefundedMinor: 0,
    ...more,
  };
}
