import type { Channel } from '../../../shared/values/channel.ts';
import type { Arrived } from '../kernel/arrival.ts';
import type { ReleasedPart } from './state.ts';

/** What happens to a cart and its holds. */
export interface CartFacts {
  cart_added: {
    buyerId: string;
    itemNumber: number;
    units: number;
    unitPriceMinor: number;
    flashId: string | null;
    /** null under `first_paid`: wanted, not held. */
    hold: { holdId: string; untilMs: number } | null;
    isNew: boolean;
    lateOk: boolean;
    /** Of its units, those that had lapsed when their flash ended (F6): only a receipt has them; absent: none. */
    fromLapsed?: number;
    /** Units that the fact before it has released, so that they are its buyer's own (F7); absent: they are not. */
    taken?: true;
    /** Whose link brought the buyer (C1); absent: nobody's, `direct`. */
    channel?: Channel;
    /** From which network the add came, `-`: nobody knows (H8); absent in older facts. */
    networkTag?: string;
  } & Arrived;
  cart_removed: {
    buyerId: string;
    itemNumber: number;
    expired: number;
    direct: number;
    released: ReleasedPart[];
    /** The flash at whose price the next fact holds them again (F7); absent: they are given back. */
    takes?: string;
  };
  hold_expired: {
    buyerId: string;
    holdId: string;
    itemNumber: number;
    units: number;
    flashId: string | null;
    dueAtMs: number;
    /** Counts toward `first_paid` (H3): the buyer's first expiry in its batch. */
    strike: boolean;
  };
}
