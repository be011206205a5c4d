import type { Channel } from '../../../shared/values/channel.ts';
import type { Buyer } from '../account/state.ts';
import type { FactOf } from '../facts.ts';
import type { Flash } from '../flash-sale/state.ts';
import { unlessAt } from '../kernel/arrival.ts';
import { notDirect } from '../kernel/channel.ts';
import type { DecideAt } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { heldUntil } from './add.ts';
import { cartLine } from './lines.ts';
import { partsOf } from './remove.ts';
import type { Hold } from './state.ts';

/** Holds at list price above that of a flash of their item (F7); what would run out soonest goes first. */
export function holdsAbove(
  state: StreamState,
  buyer: Buyer | undefined,
  { itemNumber, priceMinor }: Flash,
): Hold[] {
  const holds = (cartLine(buyer, itemNumber)?.holds ?? []).flatMap((holdId) => state.holds.get(holdId) ?? []);
  return holds
    .filter(({ flashId, unitPriceMinor }) => flashId === null && unitPriceMinor > priceMinor)
    .sort((a, b) => a.untilMs - b.untilMs);
}

/** Units of these holds are released, and held anew at the price of a flash: two facts of one decision (F7). */
export function takenAt(
  state: StreamState,
  flash: Flash,
  taking: {
    buyerId: string;
    isNew: boolean;
    holds: readonly Hold[];
    units: number;
    channel?: Channel | undefined;
    networkTag: string;
  },
  by: DecideAt,
): { facts: FactOf<'cart'>[]; heldUntilMs: number } {
  const { buyerId, isNew, holds, units, channel, networkTag } = taking;
  const { flashId, itemNumber, priceMinor } = flash;
  const untilMs = heldUntil(state, { kind: 'flash', priceMinor, flash, lateOk: false }, isNew, by.atMs);
  const released = partsOf(holds, units);
  // In the order of the alphabet, as the log writes them.
  return {
    facts: [
      { type: 'cart_removed', buyerId, direct: 0, expired: 0, itemNumber, released, takes: flashId },
      {
        type: 'cart_added',
        buyerId,
        ...notDirect(channel),
        flashId,
        hold: { holdId: by.ids.next(), untilMs },
        isNew,
        itemNumber,
        lateOk: false,
        networkTag,
        ...unlessAt(by),
        taken: true,
        unitPriceMinor: priceMinor,
        units,
      },
    ],
    heldUntilMs: untilMs,
  };
}
