import type { OpenPlaylist, PlaylistMeasure, PlaylistState } from '../../client/connection/hls-player.ts';

/** Playlists that play nothing: what is opened is listed, and a test says what came. */
export interface FakePlaylists {
  open: OpenPlaylist;
  opened: { url: string; most: 'high' | 'low'; isClosed: boolean }[];
  /** What each look finds from now on. */
  measure: PlaylistMeasure;
  /** Where a moment is in the element's time, in s; null: not known. */
  timeOf: (dateMs: number) => number | null;
  /** The newest one says so. */
  turn(state: PlaylistState): void;
}

export function fakePlaylists(): FakePlaylists {
  let say: (state: PlaylistState) => void = () => {};
  const fake: FakePlaylists = {
    opened: [],
    measure: { bytes: 0, framesDecoded: 0, height: 0, levels: 1, dateMs: null, behindMs: null },
    timeOf: () => null,
    turn: (state) => say(state),
    async open(_element, url, _kind, onState) {
      say = onState;
      const one = { url, most: 'high' as 'high' | 'low', isClosed: false };
      fake.opened.push(one);
      return {
        measure: () => fake.measure,
        timeOf: (dateMs) => fake.timeOf(dateMs),
        prefer: (most) => {
          one.most = most;
        },
        close: () => {
          one.isClosed = true;
        },
      };
    },
  };
  return fake;
}
