import { type Media, MediaUnavailable } from '../ports/media.ts';

/** A server without live video, and the reason that people are told. */
export function noMedia(reason: string): Media {
  return {
    status: () => ({ isAvailable: false, reason }),
    onStatus: () => () => {},
    load: () => ({ workers: 0, workersDied: 0, stages: 0, lines: 0, pipes: 0, consumers: 0 }),
    warm: () => {},
    openStage: async () => {
      throw new MediaUnavailable(reason);
    },
    close: async () => {},
  };
}
