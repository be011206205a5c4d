import type { Watching } from './watching.ts';
import { type Window } from './windows.ts';
/** Buyers per viewer-seconds, as they were counted. */
export interface Rate {
    /** Distinct buyers with an accepted add. */
    buyers: number;
    viewerSeconds: number;
}
/** How much more an interval brought than the time it is compared with. Descriptive: nobody drew lots (rules). */
export interface Uplift {
    /** null when the baseline has no buyer. */
    rateRatio: number | null;
    low: number;
    /** null for a bound without end. */
    high: number | null;
    /** Buyers beyond those that the baseline's rate would have brought. */
    buyers: number;
}
/**
 * The rate ratio with its 95 % interval by the conditional binomial: given all buyers, how many of them fell into the
 * interval is binomial, Clopper–Pearson bounds its share, and each share is a ratio of rates.
 * @returns null for "not enough data"
 */
export declare function upliftOf(during: Rate, baseline: Rate): Uplift | null;
/** An accepted add. */
export interface Add {
    atMs: number;
    buyerId: string;
    isFlash: boolean;
}
/** One good over the evening: when it could be added, and what the floor did with it. */
export interface ItemStory {
    itemNumber: number;
    /** In time order. */
    adds: readonly Add[];
    /** While it was in the lineup. */
    listed: readonly Window[];
    pins: readonly Window[];
    flashes: readonly Window[];
}
/** What a pin or a flash went along with. */
export interface ActEffect {
    kind: 'pin' | 'flash';
    itemNumber: number;
    fromMs: number;
    toMs: number;
    during: Rate;
    baseline: Rate;
    uplift: Uplift | null;
    /** The 120 s afterwards, against the same baseline. */
    afterglow: {
        during: Rate;
        uplift: Uplift | null;
    };
}
/**
 * The uplift of every pin and flash of an item. The baseline is its time at the list price, ± 60 s round its pins left
 * out, and its flashes. A pin is judged by its time at the list price: what lies within a flash of the item is the
 * flash's. A flash is judged by all adds in it, against the list price.
 */
export declare function effectsOf(story: ItemStory, watching: Watching, live: Window): ActEffect[];
