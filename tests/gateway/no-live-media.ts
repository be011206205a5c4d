import type { LiveMedia } from '../../server/features/media/live-media.ts';

const REASON = 'this market has none';

/** A house without live video: there are no seats to take. */
export const noLiveMedia: LiveMedia = {
  status: () => ({ isAvailable: false, reason: REASON }),
  load: () => ({ workers: 0, workersDied: 0, stages: 0, lines: 0, consumers: 0 }),
  seat: async () => null,
  view: () => null,
  consoleView: async () => null,
  subscribe: () => () => {},
  resume: async () => {},
  close: async () => {},
};
