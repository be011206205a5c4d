import { type Media, MediaUnavailable } from '../ports/media.ts';

/** A server without live video, which says why. */
export function noMedia(said: string): Media {
  return {
    status: () => ({ isAvailable: false, why: 'switched_off', said }),
    onStatus: () => () => {},
    load: () => ({ workers: 0, workersDied: 0, stages: 0, lines: 0, pipes: 0, consumers: 0 }),
    warm: () => {},
    openSfuRoom: async () => {
      throw new MediaUnavailable(said);
    },
    close: async () => {},
  };
}
