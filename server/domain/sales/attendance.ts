import { MINUTE, SECOND } from '../../../shared/values/time.ts';
import { united, type Window } from './windows.ts';

/** One connection of one viewer; the ids of a merged viewer (B2) are already one. */
export interface Presence {
  viewerId: string;
  isStaff: boolean;
  fromMs: number;
  /** null while connected. */
  toMs: number | null;
}

export interface Attendance {
  viewers: number;
  views: number;
  /** Most distinct viewers at one instant. */
  pcu: number;
  watchMs: number;
  /** Most distinct viewers at one instant of each epoch minute in which there was one. */
  peaks: Map<number, number>;
}

/** A shorter gap does not end a session. */
const BRIDGED_GAP = 120 * SECOND;
/** A session with less watching is no view. */
const SHORTEST_VIEW = 3 * SECOND;

/**
 * Who watched a stream (rules, The analyst's numbers): the tabs of a viewer are merged, the intervals clipped to the
 * live window, staff left out. Bridged gaps join sessions but are not watched.
 */
export function attendance(presences: Iterable<Presence>, window: Window): Attendance {
  const changes: Change[] = [];
  const seen: Attendance = { viewers: 0, views: 0, pcu: 0, watchMs: 0, peaks: new Map() };
  for (const clipped of byViewer(presences, window).values()) {
    const watched = united(clipped);
    seen.viewers += 1;
    seen.views += views(watched);
    for (const { startMs, endMs } of watched) {
      seen.watchMs += endMs - startMs;
      changes.push({ atMs: startMs, by: 1 }, { atMs: endMs, by: -1 });
    }
  }
  sweep(changes, seen);
  return seen;
}

interface Change {
  atMs: number;
  by: 1 | -1;
}

function byViewer(presences: Iterable<Presence>, window: Window): Map<string, Window[]> {
  const viewers = new Map<string, Window[]>();
  for (const { viewerId, isStaff, fromMs, toMs } of presences) {
    const startMs = Math.max(fromMs, window.startMs);
    const endMs = Math.min(toMs ?? window.endMs, window.endMs);
    if (isStaff || startMs >= endMs) continue;
    const known = viewers.get(viewerId);
    if (known) known.push({ startMs, endMs });
    else viewers.set(viewerId, [{ startMs, endMs }]);
  }
  return viewers;
}

/** How many sessions of at least three watched seconds there are in one viewer's watched intervals. */
function views(watched: readonly Window[]): number {
  let count = 0;
  let watchedMs = 0;
  watched.forEach((interval, index) => {
    watchedMs += interval.endMs - interval.startMs;
    const next = watched[index + 1];
    if (next && next.startMs - interval.endMs < BRIDGED_GAP) return;
    if (watchedMs >= SHORTEST_VIEW) count += 1;
    watchedMs = 0;
  });
  return count;
}

/** Goes through all comings and goings once; at the same instant the going is first, since intervals are half-open. */
function sweep(changes: Change[], seen: Attendance): void {
  changes.sort((a, b) => a.atMs - b.atMs || a.by - b.by);
  let present = 0;
  changes.forEach(({ atMs, by }, index) => {
    present += by;
    const untilMs = changes[index + 1]?.atMs ?? atMs;
    if (untilMs === atMs) return;
    seen.pcu = Math.max(seen.pcu, present);
    if (present === 0) return;
    for (let minute = Math.floor(atMs / MINUTE); minute * MINUTE < untilMs; minute += 1) {
      if (present > (seen.peaks.get(minute) ?? 0)) seen.peaks.set(minute, present);
    }
  });
}
