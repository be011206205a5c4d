import type { LiveMedia } from '../../server/media/live-media.ts';

const none = async () => ({ ok: false, refusal: { code: 'NOT_FOUND' } }) as const;
const REASON = 'this market has none';

/** A house without live video: there are no sessions to open. */
export const noLiveMedia: LiveMedia = {
  status: () => ({ isAvailable: false, why: 'switched_off', said: REASON }),
  packagerStatus: () => ({ isAvailable: false, why: 'switched_off', said: REASON }),
  load: () => ({
    ...{ workers: 0, workersDied: 0, stages: 0, lines: 0, pipes: 0, consumers: 0 },
    ...{ packagers: 0, packagersFailed: 0, recordings: 0 },
  }),
  files: {
    livePlaylist: none,
    livePiece: async () => null,
    still: async () => null,
    recordedPlaylist: async () => null,
    recordedPiece: async () => null,
    recorded: async () => ({ playlist: null, stretches: [] }),
  },
  programs: {
    publish: none,
    play: none,
    restart: none,
    find: none,
    end: none,
  },
  pipes: () => null,
  openSession: async () => null,
  view: async () => null,
  consoleView: async () => null,
  replay: async () => null,
  subscribe: () => () => {},
  resume: async () => {},
  close: async () => {},
};
