import type { OrderEvent } from '../../../shared/contract/office-orders.ts';
import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import type { OrderStatus } from '../../../shared/market/order/contract.ts';
import type { ClaimStatus, ShipmentStatus } from '../../../shared/market/parcel/status.ts';
import type { Fact, FactType } from '../facts.ts';
import type { By } from './by.ts';

/** An order, its parcels and its claims: what facts are about. */
export interface AskedOrder {
  orderId: string;
  shipmentIds: readonly string[];
  claimIds: readonly string[];
}

/** Who caused a fact, as the fact says it; names are looked up elsewhere. `by` null: the fact is from before it said so. */
export type Caused = { who: 'buyer' | 'system' } | { who: 'staff'; by: By | null };

/** What a fact says of one order, and what has which state since. */
export type Telling = Partial<Omit<OrderEvent, 'seq' | 'atMs' | 'type' | 'by' | 'change'>> & {
  by: Caused;
  order?: OrderStatus;
  parcel?: ShipmentStatus;
  claim?: ClaimStatus;
  /** As it was placed: the base of each line, and the share of it (M1). */
  bases?: readonly { baseMinor: number; shareBps: number }[];
  /** What it takes off lines. */
  back?: readonly TakenBack[];
};

/** What a fact takes off a line: of its base, and back from who bore amounts that its units cover (O8). */
interface TakenBack {
  lineIndex: number;
  units: number;
  refundMinor: number;
  goodsMinor: number;
  covered?: readonly { bearer: Funder; minor: number }[];
}

/** Tells a fact that is about an order; null: it is about others after all. */
export type Tell<T extends FactType> = (fact: Fact<T>, asked: AskedOrder) => Telling | null;

export const byBuyer: Caused = { who: 'buyer' };
export const bySystem: Caused = { who: 'system' };
export function byStaff(by: By | undefined): Caused {
  return { who: 'staff', by: by ?? null };
}

/** Units that are paid back, and what their buyer gets. */
export function paidBack(lines: readonly TakenBack[]) {
  return {
    back: lines,
    lines: lines.map(({ lineIndex, units, refundMinor }) => ({ lineIndex, units, refundMinor })),
    amountMinor: lines.reduce((sum, { refundMinor }) => sum + refundMinor, 0),
  };
}
