import { useState } from 'react';
import { useStore } from 'zustand';
import { useLanguage } from '../../../i18n/language.ts';
import { keptProducts } from '../../../stores/kept-products.ts';
import { createStreamCategoriesStore } from '../../../stores/stream-categories-store.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { arrangeShop, inFront, type ShopSort } from './arrange-shop.ts';
import { ShopChoices } from './ShopChoices.tsx';
import { useLive, useViewer } from './viewer-stores.ts';

/**
 * How the shop is sorted and filtered. The order is made when it is chosen, and when the shop opens: a price that changes,
 * or a heart, moves no row until then.
 */
export function useShopChoices() {
  const language = useLanguage();
  const { live, slug } = useViewer();
  const { keep, clock } = useWorld();
  const order = useLive((state) => state.view.order);
  const { value } = useStore(useOwnStore((world) => createStreamCategoriesStore(slug, world)).store);
  const [category, setCategory] = useState<string | null>(null);
  const arrange = (sort: ShopSort) => {
    const { view } = live.store.getState();
    const products = keptProducts(keep);
    const isKept = (n: number) => Boolean(view.cards[n] && products.has(view.cards[n]));
    return { sort, numbers: arrangeShop(view, sort, { nowMs: clock.now(), language, isKept }) };
  };
  const [arranged, setArranged] = useState(() => arrange('host'));
  const place = new Map(value?.items);
  const chosen = value?.categories.findIndex((each) => each.category === category) ?? -1;
  return {
    arranged: inFront(arranged.numbers, order),
    isOfCategory: (itemNumber: number) => category === null || place.get(itemNumber) === chosen,
    showAll: () => setCategory(null),
    choices: (
      <ShopChoices
        sort={arranged.sort}
        onSort={(sort) => setArranged(arrange(sort))}
        categories={value?.categories ?? []}
        category={category}
        onCategory={setCategory}
      />
    ),
  };
}

/** Whether this device keeps an item. */
export function useIsKept(itemNumber: number): boolean {
  const products = keptProducts(useWorld().keep);
  const card = useLive((state) => state.view.cards[itemNumber]);
  useStore(products.store);
  return card !== undefined && products.has(card);
}
