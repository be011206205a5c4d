import type { WaitingView } from '../../../shared/market/waitlist/contract.ts';
import type { Views } from '../kernel/views.ts';
import type { StreamState } from '../state.ts';
import { placeIn, waiterOf } from './line.ts';
import { whyPassedOver } from './offer.ts';

export const waitlistViews = { own: { waiting: waitingView } } satisfies Views;

/** The lines that a buyer stands in, and how far in front (H5). */
function waitingView(state: StreamState, buyerId: string): WaitingView[] | undefined {
  const lines = (state.buyers.get(buyerId)?.waitsFor ?? []).flatMap((itemNumber) => {
    const waiter = waiterOf(state, itemNumber, buyerId);
    const place = placeIn(state, itemNumber, buyerId);
    const item = state.items.get(itemNumber);
    if (!waiter || place === null || !item) return [];
    return [{ itemNumber, units: waiter.units, place, passedOver: whyPassedOver(state, item, waiter) }];
  });
  return lines.length > 0 ? lines : undefined;
}
