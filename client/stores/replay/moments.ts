import type { ReplayView } from '../../../shared/contract/media.ts';

type Stretch = ReplayView['stretches'][number];
type Pin = ReplayView['pins'][number];
type Item = ReplayView['items'][number];

/**
 * A picture is put so long after its moment, s, and its moment is still said as it was asked for: the first frame of a piece
 * stands a frame or two after its date, and until then the last one of the piece before, with the product before, is seen.
 */
export const LEAD_S = 0.2;

/**
 * When what stands at a place of the recording was broadcast, epoch ms. Before the first stretch it is its beginning,
 * behind a stretch its end; null if nothing was recorded.
 */
export function broadcastAt(stretches: readonly Stretch[], mediaMs: number): number | null {
  const stretch = stretches.findLast((each) => each.mediaMs <= mediaMs) ?? stretches[0];
  if (!stretch) return null;
  return stretch.atMs + Math.min(stretch.durationMs, Math.max(0, mediaMs - stretch.mediaMs));
}

/**
 * Where in the recording a moment is; one in a gap is at the next stretch. Null behind the end of all. Of two stretches
 * that both claim it the later one is right: its date is a correction.
 */
export function mediaAt(stretches: readonly Stretch[], atMs: number): number | null {
  const isBefore = ({ atMs: fromMs, durationMs }: Stretch) => atMs < fromMs + durationMs;
  const claims = (each: Stretch) => each.atMs <= atMs && isBefore(each);
  const stretch = stretches.findLast(claims) ?? stretches.find(isBefore);
  return stretch ? stretch.mediaMs + Math.max(0, atMs - stretch.atMs) : null;
}

/** The pin in force at a moment, the newest of several; null between two. */
export function pinAt(pins: readonly Pin[], atMs: number): Pin | null {
  let newest: Pin | null = null;
  for (const pin of pins) {
    const isOn = pin.fromMs <= atMs && atMs < pin.toMs;
    if (isOn && (newest === null || pin.fromMs >= newest.fromMs)) newest = pin;
  }
  return newest;
}

/** What was in the bag at a moment, by number. */
export function bagAt(items: readonly Item[], atMs: number): Item[] {
  return items
    .filter(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || atMs < toMs))
    .sort((a, b) => a.itemNumber - b.itemNumber);
}

/** What an item cost at a moment of the broadcast: its flash price if one ran, else null. */
export function flashAt(view: Pick<ReplayView, 'flashes'>, itemNumber: number, atMs: number): number | null {
  const flash = view.flashes.findLast(
    (each) => each.itemNumber === itemNumber && each.fromMs <= atMs && atMs < each.toMs,
  );
  return flash?.priceMinor ?? null;
}
