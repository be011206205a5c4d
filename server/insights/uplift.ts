import { MINUTE, SECOND } from '../../shared/values/time.ts';
import { clopperPearson95 } from './binomial.ts';
import type { Watching } from './watching.ts';
import { isIn, united, type Window, within, without } from './windows.ts';

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

/** Fewer buyers than this on both sides together say nothing. */
const FEWEST = 10;
/** Time round a pin that belongs to neither side. */
const ROUND_A_PIN = MINUTE;
const AFTERGLOW = 120 * SECOND;

/**
 * The rate ratio with its 95 % interval by the conditional binomial: given all buyers, how many of them fell into the
 * interval is binomial, Clopper–Pearson bounds its share, and each share is a ratio of rates.
 * @returns null for "not enough data"
 */
export function upliftOf(during: Rate, baseline: Rate): Uplift | null {
  const { buyers: n1, viewerSeconds: e1 } = during;
  const { buyers: n0, viewerSeconds: e0 } = baseline;
  if (n1 + n0 < FEWEST || e1 <= 0 || e0 <= 0) return null;
  const share = clopperPearson95(n1, n1 + n0);
  if (!share) return null;
  const ratio = (part: number) => (part < 1 ? ((part / (1 - part)) * e0) / e1 : null);
  return {
    rateRatio: n0 === 0 ? null : n1 / e1 / (n0 / e0),
    low: ratio(share.low) ?? 0,
    high: ratio(share.high),
    buyers: n1 - (n0 / e0) * e1,
  };
}

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
  afterglow: { during: Rate; uplift: Uplift | null };
}

/**
 * The uplift of every pin and flash of an item. The baseline is its time at the list price, ± 60 s round its pins left
 * out, and its flashes. A pin is judged by its time at the list price: what lies within a flash of the item is the
 * flash's. A flash is judged by all adds in it, against the list price.
 */
export function effectsOf(story: ItemStory, watching: Watching, live: Window): ActEffect[] {
  const { adds, itemNumber } = story;
  const listed = within(story.listed, [live]);
  const flashes = united(story.flashes);
  const nearPins = story.pins.map(({ startMs, endMs }) => ({
    startMs: startMs - ROUND_A_PIN,
    endMs: endMs + ROUND_A_PIN,
  }));
  const atList = ({ isFlash }: Add) => !isFlash;
  const rate = (windows: readonly Window[], counts: (add: Add) => boolean): Rate => ({
    buyers: new Set(
      adds.filter((add) => counts(add) && isIn(windows, add.atMs)).map(({ buyerId }) => buyerId),
    ).size,
    viewerSeconds: watching.secondsIn(windows),
  });
  const baseline = rate(without(listed, [...nearPins, ...flashes]), atList);

  const effect = (kind: ActEffect['kind'], act: Window): ActEffect => {
    const counts = kind === 'pin' ? atList : () => true;
    const own = within([act], listed);
    const during = rate(kind === 'pin' ? without(own, flashes) : own, counts);
    const after = within([{ startMs: act.endMs, endMs: act.endMs + AFTERGLOW }], listed);
    const glow = rate(without(after, flashes), atList);
    return {
      kind,
      itemNumber,
      fromMs: act.startMs,
      toMs: act.endMs,
      during,
      baseline,
      uplift: upliftOf(during, baseline),
      afterglow: { during: glow, uplift: upliftOf(glow, baseline) },
    };
  };
  return [
    ...story.pins.map((pin) => effect('pin', pin)),
    ...story.flashes.map((flash) => effect('flash', flash)),
  ].sort((a, b) => a.fromMs - b.fromMs);
}
