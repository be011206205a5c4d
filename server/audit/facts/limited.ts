import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import type { ShopFact } from '../../shop/state.ts';
import type { No } from './violation.ts';

/**
 * Each log has a time of its own (T7), and a server that cannot read the shop's goes by what it knew last: so near to the ends
 * of a limit nothing is said of what a buyer was given.
 */
const APART_MS = 10 * 60_000;

/** From when to when the shop limited whom (B11), read from its log; by the id that somebody had then. */
export class LimitedTimes {
  private readonly byBuyer = new Map<string, { fromMs: number; untilMs: number }[]>();

  /** Takes a fact of the shop. Another limit takes the place of the one before, from then on. */
  note(fact: ShopFact, atMs: number): void {
    if (fact.type !== 'buyer_limited' && fact.type !== 'buyer_limit_lifted') return;
    const known = this.byBuyer.get(fact.buyerId) ?? [];
    const last = known.at(-1);
    if (last) last.untilMs = Math.min(last.untilMs, atMs);
    if (fact.type === 'buyer_limited') known.push({ fromMs: atMs, untilMs: fact.untilMs });
    this.byBuyer.set(fact.buyerId, known);
  }

  /** INV9: whoever was limited took, ordered and waited for nothing meanwhile. */
  check(fact: StreamFact, { atMs }: Stamp, no: No): void {
    const isTaken =
      fact.type === 'cart_added' || fact.type === 'order_placed' || fact.type === 'waitlist_joined';
    if (!isTaken) return;
    const isLimited = this.byBuyer
      .get(fact.buyerId)
      ?.some(({ fromMs, untilMs }) => fromMs + APART_MS <= atMs && atMs < untilMs - APART_MS);
    if (isLimited) throw no('INV9', 'something for a buyer whom the shop limited', 'nothing meanwhile (B11)');
  }
}
