import type { MomentRefusal, Step } from '../../../shared/contract/moment.ts';

/** Somebody was refused something: no fact of the log (K4), so that it has a time and no place there. */
export interface FilmRefused extends Pick<MomentRefusal, 'itemNumber' | 'code' | 'buyerId'> {
  atMs: number;
  /** How often by then; of the first time nobody knows more than that. */
  count: number;
}

/** What stands in the list beside a film. */
export type FilmEvent = Step | FilmRefused;

export const isFact = (event: FilmEvent): event is Step => 'seq' in event;

/** Where a film stands: at a fact of the log, and a time that is of it or later. */
export interface FilmPlace {
  seq: number;
  atMs: number;
}

/** True if a film that stands at a place has come to an event. */
export function isReached(event: FilmEvent, { seq, atMs }: FilmPlace): boolean {
  return isFact(event) ? event.seq <= seq : event.atMs <= atMs;
}

/**
 * Facts and the refusals of the one who is followed, by their time: the first of each kind and the last one.
 * @param within from when to when all facts are known: what was refused outside would stand beside the wrong ones
 */
export function filmEvents(
  steps: readonly Step[],
  refused: readonly MomentRefusal[],
  within: { fromMs: number; toMs: number },
): FilmEvent[] {
  const refusals = refused.flatMap(({ buyerId, itemNumber, code, firstAtMs, lastAtMs, count }) => {
    const first: FilmRefused = { buyerId, itemNumber, code, atMs: firstAtMs, count: 1 };
    return lastAtMs > firstAtMs ? [first, { ...first, atMs: lastAtMs, count }] : [{ ...first, count }];
  });
  const known = refusals.filter(({ atMs }) => atMs >= within.fromMs && atMs <= within.toMs);
  return [...steps, ...known].sort((a, b) =>
    isFact(a) && isFact(b) ? a.seq - b.seq : a.atMs - b.atMs || Number(isFact(b)) - Number(isFact(a)),
  );
}

/** The event after or before the one at which a film stands; before is that which was left behind last, where it stands at none. */
export function nextEvent(events: readonly FilmEvent[], place: FilmPlace, by: 1 | -1): FilmEvent | undefined {
  if (by === 1) return events.find((event) => !isReached(event, place));
  const isAtRefused = events.some((event) => !isFact(event) && event.atMs === place.atMs);
  return events.findLast((event) =>
    isFact(event) && !isAtRefused
      ? event.seq < place.seq
      : isReached(event, place) && event.atMs < place.atMs,
  );
}
