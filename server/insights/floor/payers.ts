import type { PartBy } from '../../../shared/contract/parts.ts';
import type { Channel } from '../../../shared/values/channel.ts';
import { buyerIdNow } from '../../market/kernel/buyers.ts';
import type { Order } from '../../market/order/order.ts';
import type { StreamState } from '../../market/state.ts';
import { MAX_ADDERS } from './funnel.ts';

/** Of each part, of each person after all merges: the minute of the first order that they paid by the close. */
export type PartPayers = Map<string, Map<string, number>>;

/** Who has paid for each item by the close, however many orders it took them. */
export class Payers {
  readonly #state: StreamState;
  /** By item, then by buyer: the minute in which the first of these orders was placed. */
  readonly #byItem = new Map<number, Map<string, number>>();
  #kept = 0;

  constructor(state: StreamState) {
    this.#state = state;
  }

  note({ buyerId, lines }: Order, placedMinute: number): void {
    for (const { itemNumber } of lines) {
      const buyers = this.#byItem.get(itemNumber) ?? new Map<string, number>();
      this.#byItem.set(itemNumber, buyers);
      const known = buyers.get(buyerId);
      if (known === undefined && this.#kept >= MAX_ADDERS) continue;
      if (known === undefined) this.#kept += 1;
      buyers.set(buyerId, Math.min(placedMinute, known ?? placedMinute));
    }
  }

  /** @returns null by kind of price: of those nobody says who tapped, and so none of whom they are some */
  tell(by: PartBy, channelOf: (person: string) => Channel): PartPayers | null {
    if (by === 'price') return null;
    const { items } = this.#state;
    const parts: PartPayers = new Map();
    for (const [itemNumber, buyers] of this.#byItem) {
      const of = by === 'item' ? String(itemNumber) : items.get(itemNumber)?.producerId;
      for (const [buyerId, minute] of buyers) {
        const person = buyerIdNow(this.#state, buyerId);
        const name = by === 'channel' ? channelOf(person) : of;
        if (name === undefined) continue;
        const payers = parts.get(name) ?? new Map<string, number>();
        parts.set(name, payers);
        payers.set(person, Math.min(minute, payers.get(person) ?? minute));
      }
    }
    return parts;
  }
}
