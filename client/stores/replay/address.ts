import type { ReplayView } from '../../../shared/contract/media.ts';
import { momentOfPin } from '../../../shared/values/replay-moment.ts';
import { DAY } from '../../../shared/values/time.ts';

/** No stream lasts a year: a larger number is a time of the clock, as programs note it. */
const YEAR_MS = 366 * DAY;

/** The address of a moment of a stream: `?at=` is in ms of the stream, from its start on. */
export function momentPath(slug: string, view: Pick<ReplayView, 'startedAtMs'>, atMs: number): string {
  return `/replay/${slug}?at=${Math.max(0, Math.round(atMs - view.startedAtMs))}`;
}

/** The address of a product's moment: `?item=` is its number in the stream. The replay knows when it was held up. */
export function momentOfItemPath(slug: string, itemNumber: number): string {
  return `/replay/${slug}?item=${itemNumber}`;
}

/**
 * The moment that an address names, epoch ms, not before the start of the stream nor after its end.
 * @param search with `?at=`, in ms of the stream, or with `?item=`: when that product was held up first
 * @returns null: it names none
 */
export function momentAt(
  search: string,
  { startedAtMs, endedAtMs, pins }: Pick<ReplayView, 'startedAtMs' | 'endedAtMs' | 'pins'>,
): number | null {
  const named = new URLSearchParams(search);
  const text = named.get('at');
  if (text === null) {
    const pin = pins.find(({ itemNumber }) => `${itemNumber}` === named.get('item'));
    return pin ? momentOfPin(pin) : null;
  }
  if (!/^\d{1,15}$/.test(text)) return null;
  const ms = Number(text) > YEAR_MS ? Number(text) : startedAtMs + Number(text);
  return Math.min(endedAtMs, Math.max(startedAtMs, ms));
}
