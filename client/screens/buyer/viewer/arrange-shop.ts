import type { LiveView } from '../../../../shared/live-view/entries.ts';
import { shownPrice } from '../../../../shared/live-view/price.ts';
import { namedIn } from '../../../../shared/values/names.ts';

export type ShopSort = 'host' | 'cheap' | 'dear' | 'name';

/**
 * What somebody's choice puts in front, by what is true at that moment: prices that change later move no row under a finger.
 * In the host's order that is what this device keeps; sorted, all of it.
 */
export function arrangeShop(
  view: LiveView,
  sort: ShopSort,
  { nowMs, language, isKept }: { nowMs: number; language: string; isKept(itemNumber: number): boolean },
): number[] {
  const { order, cards } = view;
  if (sort === 'host') return order.filter(isKept);
  const priceOf = (n: number) => shownPrice(view, n, nowMs)?.priceMinor ?? Number.MAX_SAFE_INTEGER;
  const nameOf = (n: number) => {
    const card = cards[n];
    return card ? namedIn(language, card).name : '';
  };
  const { compare } = new Intl.Collator(language);
  const by: Record<Exclude<ShopSort, 'host'>, (a: number, b: number) => number> = {
    cheap: (a, b) => priceOf(a) - priceOf(b),
    dear: (a, b) => priceOf(b) - priceOf(a),
    name: (a, b) => compare(nameOf(a), nameOf(b)),
  };
  return [...order].sort(by[sort]);
}

/** The shop with that in front: what was taken out since is gone, the rest follows in the host's order. */
export function inFront(arranged: readonly number[], order: readonly number[]): number[] {
  return [...arranged.filter((n) => order.includes(n)), ...order.filter((n) => !arranged.includes(n))];
}
