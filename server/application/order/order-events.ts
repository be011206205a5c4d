import type { OrderEvent } from '../../../shared/contract/office-orders.ts';
import type { FactType, StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import type { AskedOrder, Caused, Tell, Telling } from '../../market/kernel/telling.ts';
import { orderTellings } from '../../market/order/telling.ts';
import { parcelTellings } from '../../market/parcel/telling.ts';
import { shareBetween } from '../../shop/ledger/shares.ts';

const tellings: { [T in FactType]?: Tell<T> } = { ...orderTellings, ...parcelTellings };

/** The types of facts that may be about an order. */
export const orderFactTypes: readonly string[] = Object.keys(tellings);

/** Tells facts of one order in their order, each with what state it found and left. */
export class OrderTelling {
  #order: string | null = null;
  readonly #states = new Map<string, string>();
  readonly #asked: AskedOrder;
  /** Each line's base and the share of it, and what of the base is gone. */
  readonly #bases: { baseMinor: number; shareBps: number; goneMinor: number }[] = [];

  constructor(asked: AskedOrder) {
    this.#asked = asked;
  }

  /** @returns null if the fact is not about the order */
  tell(fact: StreamFact, { seq, atMs }: Stamp): { event: Omit<OrderEvent, 'by'>; by: Caused } | null {
    const telling = isAbout(fact, this.#asked) ? tellingOf(fact, this.#asked) : null;
    if (!telling) return null;
    for (const base of telling.bases ?? []) this.#bases.push({ ...base, goneMinor: 0 });
    const { by, order, parcel, claim, bases, back, ...rest } = telling;
    const event = {
      ...{ seq, atMs, type: fact.type, lines: [], amountMinor: null, payByMs: null, reason: null },
      ...{ shipmentId: null, claimId: null },
      ...rest,
      ...this.#payoutOf(telling),
      change: this.#changeOf(telling),
    };
    return { event, by };
  }

  /** What a refund takes off its producers' shares, piece by piece of each line's base, as the settlement does (T2). */
  #payoutOf({ back = [] }: Telling): Pick<OrderEvent, 'payoutLessMinor'> {
    let payoutLessMinor = 0;
    for (const { lineIndex, goodsMinor, covered = [] } of back) {
      const line = this.#bases[lineIndex];
      if (!line) return {};
      const borneMinor = covered.reduce(
        (sum, each) => sum + (each.bearer === 'producer' ? each.minor : 0),
        0,
      );
      const goneMinor = line.goneMinor + goodsMinor - borneMinor;
      payoutLessMinor += shareBetween(line, line.goneMinor, goneMinor);
      line.goneMinor = goneMinor;
    }
    return back.length === 0 ? {} : { payoutLessMinor };
  }

  #changeOf({ order, parcel, claim, shipmentId, claimId }: Telling): OrderEvent['change'] {
    if (order) {
      const from = this.#order;
      this.#order = order;
      return { of: 'order', from, to: order };
    }
    const id = shipmentId ?? claimId;
    const to = parcel ?? claim;
    if (!id || !to) return null;
    const from = this.#states.get(id) ?? null;
    this.#states.set(id, to);
    return { of: parcel ? 'parcel' : 'claim', from, to };
  }
}

function tellingOf(fact: StreamFact, asked: AskedOrder): Telling | null {
  const tell = (tellings as Partial<Record<FactType, Tell<never>>>)[fact.type];
  return tell ? tell(fact as never, asked) : null;
}

/** Whether a fact that has one of the ids somewhere is about the order, its parcels or its claims. */
function isAbout(fact: StreamFact, { orderId, shipmentIds, claimIds }: AskedOrder): boolean {
  if ('orderId' in fact) return fact.orderId === orderId;
  if ('shipmentId' in fact) return shipmentIds.includes(fact.shipmentId);
  if ('claimId' in fact) return claimIds.includes(fact.claimId);
  return true;
}
