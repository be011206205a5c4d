import { type Channel, channels } from '../../shared/values/channel.ts';
import { MINUTE, SECOND } from '../../shared/values/time.ts';
import type { Step } from './watching.ts';
import { united, type Window } from './windows.ts';

/** One connection of one viewer; the ids of a merged viewer (B2) are already one. */
export interface Presence {
  viewerId: string;
  isStaff: boolean;
  fromMs: number;
  /** null while connected. */
  toMs: number | null;
  /** Whose link had brought the screen (C1). */
  channel: Channel;
}

export interface Attendance {
  viewers: number;
  /** Viewers by the channel of their connections: who came by two is in both. */
  channelViewers: Record<Channel, number>;
  views: number;
  /** Most distinct viewers at one instant. */
  pcu: number;
  watchMs: number;
  /** Most distinct viewers at one instant of each epoch minute in which there was one. */
  peaks: Map<number, number>;
  /** Sessions that began and that ended in each epoch minute; who stays to the end of the window does not leave. */
  joins: Map<number, number>;
  leaves: Map<number, number>;
  retention: Retention[];
  leftOut: LeftOut;
  /** Distinct viewers from each instant on. */
  steps: Step[];
}

/** How many sessions lasted at least so long, of those that began early enough to. */
export interface Retention {
  minutes: number;
  stayed: number;
  of: number;
}

/** Who is not counted, and by which rule. */
export interface LeftOut {
  staff: number;
  machines: number;
  /** Those who were connected longest, at most `MAX_LEFT_OUT_LISTED`. */
  listed: { viewerId: string; why: 'staff' | 'many_connections'; connections: number; seconds: number }[];
}

/** A shorter gap does not end a session. */
const BRIDGED_GAP = 120 * SECOND;
/** A session with less watching is no view. */
const SHORTEST_VIEW = 3 * SECOND;
/** Nobody's phone connects more often within one stream: beyond it, it is a program. */
export const MOST_CONNECTIONS = 200;
export const MAX_LEFT_OUT_LISTED = 50;
const NOBODY = Object.fromEntries(channels.map((channel) => [channel, 0])) as Record<Channel, number>;
const RETENTION_MINUTES = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120];

/**
 * Who watched a stream (rules, The analyst's numbers): the tabs of a viewer are merged, the intervals clipped to the
 * live window, staff and programs left out. Bridged gaps join sessions but are not watched.
 */
export function attendance(presences: Iterable<Presence>, window: Window): Attendance {
  const changes: number[] = [];
  const seen: Attendance = {
    viewers: 0,
    channelViewers: { ...NOBODY },
    views: 0,
    pcu: 0,
    watchMs: 0,
    peaks: new Map(),
    joins: new Map(),
    leaves: new Map(),
    retention: RETENTION_MINUTES.map((minutes) => ({ minutes, stayed: 0, of: 0 })),
    leftOut: { staff: 0, machines: 0, listed: [] },
    steps: [],
  };
  const { viewers, staff, cameBy } = byViewer(presences, window);
  for (const [viewerId, clipped] of staff) {
    seen.leftOut.staff += 1;
    leaveOut(seen.leftOut, viewerId, 'staff', clipped);
  }
  for (const [viewerId, clipped] of viewers) {
    if (clipped.length > MOST_CONNECTIONS) {
      seen.leftOut.machines += 1;
      leaveOut(seen.leftOut, viewerId, 'many_connections', clipped);
      continue;
    }
    const watched = united(clipped);
    seen.viewers += 1;
    const by = cameBy.get(viewerId) ?? 0;
    for (const [place, channel] of channels.entries()) seen.channelViewers[channel] += (by >> place) & 1;
    for (const { startMs, endMs } of watched) {
      seen.watchMs += endMs - startMs;
      changes.push(2 * startMs + 1, 2 * endMs);
    }
    for (const session of sessions(watched)) note(seen, session, window);
  }
  seen.leftOut.listed = seen.leftOut.listed
    .sort((a, b) => b.seconds - a.seconds || (a.viewerId < b.viewerId ? -1 : 1))
    .slice(0, MAX_LEFT_OUT_LISTED);
  sweep(changes, seen);
  return seen;
}

interface Session extends Window {
  watchedMs: number;
}

function byViewer(presences: Iterable<Presence>, window: Window) {
  const viewers = new Map<string, Window[]>();
  const staff = new Map<string, Window[]>();
  /** By viewer, a mark for each channel. */
  const cameBy = new Map<string, number>();
  for (const { viewerId, isStaff, fromMs, toMs, channel } of presences) {
    const startMs = Math.max(fromMs, window.startMs);
    const endMs = Math.min(toMs ?? window.endMs, window.endMs);
    if (startMs >= endMs) continue;
    const all = isStaff ? staff : viewers;
    const known = all.get(viewerId);
    if (known) known.push({ startMs, endMs });
    else all.set(viewerId, [{ startMs, endMs }]);
    cameBy.set(viewerId, (cameBy.get(viewerId) ?? 0) | (1 << channels.indexOf(channel)));
  }
  return { viewers, staff, cameBy };
}

function leaveOut(
  leftOut: LeftOut,
  viewerId: string,
  why: LeftOut['listed'][number]['why'],
  clipped: readonly Window[],
): void {
  const watchedMs = united(clipped).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  leftOut.listed.push({ viewerId, why, connections: clipped.length, seconds: watchedMs / SECOND });
}

/** One viewer's watched intervals as sessions, each with what of it was watched. */
function* sessions(watched: readonly Window[]): Iterable<Session> {
  let session: Session | null = null;
  for (const { startMs, endMs } of watched) {
    if (session && startMs - session.endMs < BRIDGED_GAP) {
      session.endMs = endMs;
      session.watchedMs += endMs - startMs;
      continue;
    }
    if (session) yield session;
    session = { startMs, endMs, watchedMs: endMs - startMs };
  }
  if (session) yield session;
}

function note(seen: Attendance, { startMs, endMs, watchedMs }: Session, window: Window): void {
  count(seen.joins, startMs);
  if (endMs < window.endMs) count(seen.leaves, endMs);
  if (watchedMs < SHORTEST_VIEW) return;
  seen.views += 1;
  for (const step of seen.retention) {
    const longMs = step.minutes * MINUTE;
    if (window.endMs - startMs < longMs) continue;
    step.of += 1;
    if (endMs - startMs >= longMs) step.stayed += 1;
  }
}

function count(minutes: Map<number, number>, atMs: number): void {
  const minute = Math.floor(atMs / MINUTE);
  minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
}

/**
 * Goes through all comings and goings once; at the same instant the going is first, since intervals are half-open.
 * @param changes twice the instant, plus 1 for a coming: plain numbers are sorted many times as fast as records
 */
function sweep(changes: readonly number[], seen: Attendance): void {
  const sorted = Float64Array.from(changes).sort();
  let present = 0;
  sorted.forEach((change, index) => {
    const isComing = change % 2 === 1;
    const atMs = isComing ? (change - 1) / 2 : change / 2;
    present += isComing ? 1 : -1;
    const next = sorted[index + 1];
    const untilMs = next === undefined ? atMs : Math.floor(next / 2);
    if (untilMs === atMs && next !== undefined) return;
    seen.steps.push([atMs, present]);
    if (untilMs === atMs) return;
    seen.pcu = Math.max(seen.pcu, present);
    if (present === 0) return;
    for (let minute = Math.floor(atMs / MINUTE); minute * MINUTE < untilMs; minute += 1) {
      if (present > (seen.peaks.get(minute) ?? 0)) seen.peaks.set(minute, present);
    }
  });
}
