import type { StreamFact } from '../../../server/market/facts.ts';
import type { MarketBatch } from '../../../server/ports/rows.ts';
import type { ShopFact } from '../../../server/shop/state.ts';
import type { Reserve } from '../../../shared/values/reserve.ts';
import type { Entry } from '../clients/journal.ts';
import type { Complaints } from './complaints.ts';

/** The shop's log, read by hand: what it ever said of producers and of buyers. */
export class ShopSaid {
  /** Every share that was set for a producer, with its reserve. */
  private readonly shares = new Map<string, Set<string>>();
  /** Buyers who were ever limited, and in what world time first. */
  private readonly limited = new Map<string, number>();
  /** Buyers who are limited by the newest word about them. */
  private readonly limitedNow = new Set<string>();

  committed(batch: MarketBatch, nowMs: number): void {
    for (const stored of batch.facts) {
      const { type, body } = JSON.parse(stored.body) as { type: ShopFact['type']; body: object };
      const fact = { ...body, type } as ShopFact;
      if (fact.type === 'producer_share_set') {
        const known = this.shares.get(fact.producerId) ?? new Set();
        this.shares.set(fact.producerId, known.add(termsText(fact)));
      }
      if (fact.type === 'buyer_limited') {
        this.limitedNow.add(fact.buyerId);
        if (!this.limited.has(fact.buyerId)) this.limited.set(fact.buyerId, nowMs);
      } else if (fact.type === 'buyer_limit_lifted') this.limitedNow.delete(fact.buyerId);
    }
  }

  /** [M6] [M7]: a product enters a lineup with a share and a reserve that its producer was given by then, or with none. */
  judgeAdded(fact: StreamFact, complaints: Complaints): void {
    if (fact.type !== 'item_added' || fact.shareBps === undefined) return;
    complaints.expect(
      this.shares.get(fact.producerId)?.has(termsText(fact)) === true,
      'M6',
      () => `item ${fact.itemNumber} came at ${termsText(fact)}, which nobody set`,
    );
  }

  /** Whether the newest word about somebody, under any id, is that they are limited; no limit of a world runs out in it. */
  isLimited(buyerId: string, who: (buyerId: string) => string): boolean {
    return [...this.limitedNow].some((id) => id === buyerId || who(id) === who(buyerId));
  }

  /** [B11]: nobody is told to be limited whom the shop never limited. */
  judgeTold(
    { buyerId, answers, key }: Entry,
    who: (buyerId: string) => string,
    complaints: Complaints,
  ): void {
    const isTold = answers.some(({ ack }) => !ack.ok && ack.code === 'BUYER_RESTRICTED');
    if (!isTold) return;
    const wasLimited = [...this.limited.keys()].some((id) => id === buyerId || who(id) === who(buyerId));
    complaints.expect(wasLimited, 'B11', () => `${key} of ${buyerId} was refused as limited`);
  }
}

function termsText({ shareBps, reserve }: { shareBps?: number; reserve?: Reserve }): string {
  return reserve ? `${shareBps}, ${reserve.bps} kept for ${reserve.days} days` : `${shareBps}`;
}
