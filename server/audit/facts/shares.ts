import { isSameReserve, type Reserve } from '../../../shared/values/reserve.ts';
import type { StreamFact } from '../../market/facts.ts';
import type { StreamState } from '../../market/state.ts';
import { sharesOf } from '../../shop/producer-share.ts';
import type { ShopState } from '../../shop/state.ts';
import type { No } from './violation.ts';

/**
 * INV18: an item came with a share and a reserve that the shop once set for its producer (M6, M7), and a line has those of its item (M1);
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
    if (version > changes.length) return;
    const isShare = (change: (typeof changes)[number]) => change.shareBps === fact.shareBps;
    if (!changes.some(isShare))
      throw no('INV18', `a share of ${fact.shareBps}`, 'one that the shop set for the producer (M6)');
    const isBoth = changes.some(
      (change) => isShare(change) && isSameReserve(change.reserve ?? null, fact.reserve ?? null),
    );
    if (!isBoth)
      throw no(
        'INV18',
        `a reserve of ${reserveText(fact.reserve)}`,
        'one that the shop set with its share (M7)',
      );
  }
  if (fact.type !== 'order_placed') return;
  for (const { itemNumber, shareBps, reserve } of fact.lines) {
    const item = items.get(itemNumber);
    const frozen = item?.shareBps ?? settings.shareBps;
    if (shareBps !== frozen)
      throw no('INV18', `item ${itemNumber} at a share of ${shareBps}`, `${frozen}, as it was added (M6)`);
    if (!isSameReserve(reserve ?? null, item?.reserve ?? null))
      throw no(
        'INV18',
        `item ${itemNumber} with a reserve of ${reserveText(reserve)}`,
        `${reserveText(item?.reserve)}, as it was added (M7)`,
      );
  }
}

function reserveText(reserve: Reserve | undefined): string {
  return reserve ? `${reserve.bps} for ${reserve.days} days` : 'nothing';
}
