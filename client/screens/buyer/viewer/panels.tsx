import type { ComponentType } from 'react';
import type { LiveState } from '../../../stores/live-store.ts';
import { isPayKept } from '../../../stores/placing.ts';
import { part, place } from '../../../ui/part.tsx';
import { hasStock } from './use-can-add.ts';
import { hasRecent, isSelling, useLive } from './viewer-stores.ts';

/**
 * What a viewer is shown while something of the stream or of their own asks for it. Only the test is part of the page; the
 * panel comes with its chunk when it is first shown.
 */
function panel<Props extends object>(
  isShown: (state: LiveState, props: Props) => boolean | undefined,
  load: () => Promise<ComponentType<Props>>,
) {
  const Panel = part(load);
  return (props: Props) => (useLive((state) => isShown(state, props)) ? <Panel {...props} /> : null);
}

/** The chat, once the server has told of one: on the picture, in the row below the card, and beside the shop. */
export const Chat = part(() => import('../../../market/chat/ViewerChat.tsx').then((module) => module.Chat));

const waiting = () => import('../../../market/waitlist/WaitingLine.tsx');

/** Over the picture, above the cards on the table. */
export const StagePanels = place<{ onOrder(): void }>(
  panel(
    ({ mine }) => mine?.orders.some(({ status }) => status === 'PLACED'),
    () => import('./CheckoutSheet.tsx').then(({ UnpaidOrder }) => UnpaidOrder),
  ),
  // A tap on *Pay* that waits for the line (H9).
  panel(
    ({ link }) => link !== 'connected' && isPayKept(),
    () => import('./CheckoutSheet.tsx').then(({ KeptBar }) => KeptBar),
  ),
  // What came free for this buyer (H5).
  panel(
    ({ mine }) => mine?.cart.lines.some(({ holds }) => holds.some(({ isOffer }) => isOffer)),
    () => waiting().then(({ OfferBar }) => OfferBar),
  ),
);

/** At the lower edge of the picture: what the orders of the last minutes say (B9), and that something asked for is shown (L9). */
export const StageLine = panel<object>(
  (state) => hasRecent(state) || !!state.mine?.asksToSee,
  () => import('./RecentLine.tsx').then(({ StageLines }) => StageLines),
);

/**
 * Below an item: on its card, in its row of the shop, on its page. In a row, which stays low, `joins` counts the buyer's
 * taps on the way to wait: nothing stands there before the first.
 */
export const ItemPanels = place<{ itemNumber: number; joins?: number }>(
  // The line for what can't be taken just now (H5).
  panel(
    (state, { itemNumber, joins = 1 }) =>
      state.mine?.waiting?.some((line) => line.itemNumber === itemNumber) ||
      (joins > 0 && isSelling(state) && !hasStock(state, itemNumber)),
    () => waiting().then(({ WaitingLine }) => WaitingLine),
  ),
);

/** Where an order of an item is not possible for now, though there are units: its line (H5, H8). */
export const LaterPanels = place<{ itemNumber: number }>(
  panel(
    () => true,
    () => waiting().then(({ WaitingLine }) => WaitingLine),
  ),
);
