import { setTimeout as sleep } from 'node:timers/promises';
import { viewOf } from '../../../shared/live-view/changes.ts';
import { digestOf } from '../../../shared/live-view/digest.ts';
import type { Change } from '../../../shared/live-view/entries.ts';
import type { Crowd } from './crowd.ts';
import { eventArgs } from './wire/packets.ts';
import type { Viewer } from './wire/viewer.ts';

/** What one viewer knew at the end by following, and what the server told it afresh. */
export interface FinalScreen {
  viewer: number;
  /** Where the frames had brought it. */
  seq: number;
  /** The digest of the view that the frames made, where the viewer was followed; else null. */
  followedDigest: string | null;
  /** Place and digest of a fresh snapshot; null: the viewer got none. */
  freshSeq: number | null;
  freshDigest: string | null;
  gaps: number;
  repeats: number;
  losses: number;
}

/** All screens at the end of a run. */
export interface FinalLook {
  /** The newest place that any frame had told before everybody was given time to hear it. */
  toldSeq: number;
  screens: FinalScreen[];
}

/** Frames are at most a second apart (the heartbeat moves `to`), and some are under way. */
const QUIET_MS = 2_500;
/** On a line that stalls a frame may be under way for longer; who has not heard it by then has missed it. */
const MOST_WAIT_MS = 10_000;
const LOOK_EVERY_MS = 100;
const AT_ONCE = 200;

/**
 * When nothing moves any more: where each viewer stands, what the followed ones show, and a fresh snapshot for each.
 * @param viewers those who are meant to be there
 */
export async function lookAtAll(crowd: Crowd, viewers: readonly Viewer[]): Promise<FinalLook> {
  const toldSeq = viewers.reduce((most, { seq }) => Math.max(most, seq), 0);
  await sleep(QUIET_MS);
  for (let waitedMs = 0; waitedMs < MOST_WAIT_MS && !standTogether(viewers); waitedMs += LOOK_EVERY_MS) {
    await sleep(LOOK_EVERY_MS);
  }
  const screens = new Map<Viewer, FinalScreen>();
  for (const viewer of viewers) {
    screens.set(viewer, {
      viewer: viewer.index,
      seq: viewer.seq,
      followedDigest: crowd.followers.get(viewer)?.digest() ?? null,
      freshSeq: null,
      freshDigest: null,
      gaps: viewer.gaps,
      repeats: viewer.repeats,
      losses: viewer.losses,
    });
  }
  const digests = snapshotDigests();
  crowd.onSnapshot = (viewer, data, start, end) => {
    const screen = screens.get(viewer);
    if (!screen) return;
    const { seq, digest } = digests(data, start, end);
    screen.freshSeq = seq;
    screen.freshDigest = digest;
  };
  for (let i = 0; i < viewers.length; i += AT_ONCE) {
    await Promise.all(viewers.slice(i, i + AT_ONCE).map((viewer) => viewer.hello(true)));
  }
  crowd.onSnapshot = null;
  return { toldSeq, screens: [...screens.values()] };
}

const standTogether = ([first, ...others]: readonly Viewer[]) =>
  others.every(({ seq }) => seq === first?.seq);

/** Equal bytes are equal views: only what differs from the last is parsed. */
function snapshotDigests() {
  let last: { bytes: Buffer; seq: number; digest: string } | null = null;
  return (data: Buffer, start: number, end: number) => {
    if (last && data.compare(last.bytes, 0, last.bytes.length, start, end) === 0) return last;
    const [, , seq, changes] = eventArgs(data, start, end) as [string, string, number, Change[]];
    last = { bytes: Buffer.from(data.subarray(start, end)), seq, digest: digestOf(viewOf(changes)) };
    return last;
  };
}
