import type { HoldPart } from '../cart/state.ts';

/** The lines of those who wait for items (H5). */
export interface WaitlistFacts {
  waitlist_joined: {
    buyerId: string;
    itemNumber: number;
    units: number;
    isNew: boolean;
    /** From which network it came, `-`: nobody knows (H8); absent in older facts. */
    networkTag?: string;
  };
  /** The place is given up: by a word, or because units of the item were given back or ran out. */
  waitlist_left: {
    buyerId: string;
    itemNumber: number;
    reason: 'asked' | 'given_back' | 'ran_out';
  };
  /** Units are held at list price for the first in the line who could have them. */
  waitlist_offered: {
    buyerId: string;
    itemNumber: number;
    units: number;
    unitPriceMinor: number;
    holdId: string;
    untilMs: number;
    isNew: boolean;
  };
  offer_declined: { buyerId: string; itemNumber: number; released: HoldPart[] };
  /** Nothing was said in time; no strike (H3). */
  offer_expired: {
    buyerId: string;
    holdId: string;
    itemNumber: number;
    units: number;
    dueAtMs: number;
  };
  /** Nobody waits for the item any more: it was taken out of the bag, or offers stopped after the end (`dueAtMs`). */
  waitlist_ended: { itemNumber: number; buyerIds: string[]; dueAtMs: number | null };
}
