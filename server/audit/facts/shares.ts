import type { StreamFact } from '../../market/facts.ts';
import type { StreamState } from '../../market/state.ts';
import { sharesOf } from '../../shop/producer-share.ts';
import type { ShopState } from '../../shop/state.ts';
import type { No } from './violation.ts';

/**
 * INV18: an item came with a share that the shop once set for its producer (M6), and a line has the share of its item (M1);
 * asked before the fact is applied. Without a shop that was looked at, or where it has forgotten older shares, lines alone are
 * compared.
 */
export function checkShares(
  { items, settings }: StreamState,
  fact: StreamFact,
  shop: Pick<ShopState, 'shares'> | null,
  no: No,
): void {
  if (fact.type === 'item_added' && fact.shareBps !== undefined && shop) {
    const { version, changes } = sharesOf(shop, fact.producerId);
    if (version > changes.length || changes.some(({ shareBps }) => shareBps === fact.shareBps)) return;
    throw no('INV18', `a share of ${fact.shareBps}`, 'one that the shop set for the producer (M6)');
  }
  if (fact.type !== 'order_placed') return;
  for (const { itemNumber, shareBps } of fact.lines) {
    const frozen = items.get(itemNumber)?.shareBps ?? settings.shareBps;
    if (shareBps !== frozen)
      throw no('INV18', `item ${itemNumber} at a share of ${shareBps}`, `${frozen}, as it was added (M6)`);
  }
}
