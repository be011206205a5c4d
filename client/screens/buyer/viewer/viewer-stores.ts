import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { PrivateView } from '../../../../shared/contract/private-view.ts';
import type { ShownPrice } from '../../../../shared/live-view/price.ts';
import type { FlashEntry } from '../../../../shared/market/flash-sale/entry.ts';
import type { CardEntry } from '../../../../shared/market/lineup/entry.ts';
import type { PinEntry } from '../../../../shared/market/lineup/pins-entry.ts';
import { inOther } from '../../../../shared/values/exchange.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { within } from '../../../../shared/values/time.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { type CartState, type CartStore, createCartStore } from '../../../stores/cart-store.ts';
import { channelFor } from '../../../stores/kept-channel.ts';
import { createLiveStore, type LiveState, type LiveStore } from '../../../stores/live-store.ts';
import type { World } from '../../../stores/world.ts';
import { useServerTime } from '../../../ui/server-time.ts';

/** One stream and this buyer's cart in it. */
export interface ViewerStores {
  slug: string;
  live: LiveStore;
  cart: CartStore;
  open(): void;
  close(): void;
}

export function createViewerStores(slug: string, world: World): ViewerStores {
  const live = createLiveStore(slug, world);
  const cart = createCartStore(live, world, channelFor(slug, location.search, world.keep));
  return {
    slug,
    live,
    cart,
    open() {
      cart.open();
      live.open();
    },
    close() {
      cart.close();
      live.close();
    },
  };
}

export const ViewerContext = createContext<ViewerStores | null>(null);

export function useViewer(): ViewerStores {
  const stores = useContext(ViewerContext);
  if (!stores) throw new Error('A part of the viewer stands outside of it.');
  return stores;
}

/** A little of what the server said; the caller renders again only when that little changes. */
export function useLive<T>(select: (state: LiveState) => T): T {
  return useStore(useViewer().live.store, select);
}
export function useCart<T>(select: (state: CartState) => T): T {
  return useStore(useViewer().cart.store, select);
}

const emptyCart: PrivateView['cart'] = { lines: [], firstPaid: false };
/** The cart as the server keeps it. */
export function useMyCart(): PrivateView['cart'] {
  return useLive((state) => state.mine?.cart ?? emptyCart);
}

/** Units of an item in the cart, by the ledger; what ran out does not count. */
export function useUnitsInCart(itemNumber: number): number {
  return useLive(({ mine }) => {
    const line = mine?.cart.lines.find((each) => each.itemNumber === itemNumber);
    return line ? line.holds.reduce((sum, { units }) => sum + units, line.directUnits) : 0;
  });
}

export function useCurrency(): string {
  return useLive((state) => state.view.stream?.currency ?? 'CNY');
}

/** Writes an amount in the stream's second currency, for who reads its language; null where there is none. */
export function useOtherMoney(): (minor: number) => string | null {
  const language = useLanguage();
  const currency = useCurrency();
  const overseas = useLive((state) => state.view.stream?.overseas);
  return (minor) =>
    overseas?.language === language
      ? `≈ ${formatMoney(inOther(minor, currency, overseas), overseas.currency, language)}`
      : null;
}

/** True while goods are sold: live, or in a short break (S2). */
export function isSelling({ view }: LiveState): boolean {
  const status = view.stream?.status;
  return status === 'LIVE' || status === 'INTERRUPTED' || status === 'REHEARSAL';
}
/** Whether the orders of the last minutes say something (B9). */
export const hasRecent = (state: LiveState): boolean => state.recent !== null && isSelling(state);
export function useIsSelling(): boolean {
  return useLive(isSelling);
}

const emptyTable: readonly PinEntry[] = [];

/** What is on the table; once the day is over nothing, whatever was pinned last. */
export function usePins(): readonly PinEntry[] {
  const isOver = useIsOver();
  return useLive(({ view }) => (isOver ? emptyTable : view.pins));
}

/** True once nothing more will be put into a cart: what is held may still be ordered (S3). */
export function useIsOver(): boolean {
  return useLive(({ view }) => view.stream?.status === 'ENDED' || view.stream?.status === 'CLOSED');
}

/** An item's card, under the names that this reader knows. */
export function useCard(itemNumber: number): CardEntry | undefined {
  const language = useLanguage();
  const card = useLive((state) => state.view.cards[itemNumber]);
  return card && namedIn(language, card);
}

/** The price in force of an item, following the server's clock over the start and the end of a flash. */
export function useShownPrice(itemNumber: number): ShownPrice | null {
  const card = useLive((state) => state.view.cards[itemNumber]);
  const flash = useLive((state) => state.view.flash[itemNumber]);
  const hasFlashLeft = useLive((state) => (state.view.stock[itemNumber]?.flashLeft ?? 0) > 0);
  const isRunning = useServerTime(
    (nowMs) => flash !== undefined && within(nowMs, flash.startsAtMs, flash.endsAtMs),
  );
  if (!card) return null;
  const isFlash = flash !== undefined && isRunning && hasFlashLeft;
  return {
    priceMinor: isFlash ? flash.priceMinor : card.listPriceMinor,
    listPriceMinor: card.listPriceMinor,
    flashId: isFlash ? flash.flashId : null,
    endsAtMs: isFlash ? flash.endsAtMs : null,
  };
}

export type FlashPhase = 'none' | 'announced' | 'running' | 'over';
export function useFlashPhase(flash: FlashEntry | undefined): FlashPhase {
  return useServerTime((nowMs) => {
    if (!flash) return 'none';
    if (nowMs < flash.startsAtMs) return nowMs >= flash.announcedAtMs ? 'announced' : 'none';
    return nowMs < flash.endsAtMs ? 'running' : 'over';
  });
}
