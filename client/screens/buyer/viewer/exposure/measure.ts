import type { Channel } from '../../../../../shared/values/channel.ts';
import { channelFor } from '../../../../stores/kept-channel.ts';
import type { LiveStore } from '../../../../stores/live-store.ts';
import type { World } from '../../../../stores/world.ts';
import { watchExposure } from './watch-exposure.ts';

/**
 * Tells of a page that has joined its stream whose link brought it, and from then on what it shows.
 * @returns how to stop
 */
export function measure(live: LiveStore, keep: World['keep']): () => void {
  const stopTelling = tellChannel(live, channelFor(live.slug, location.search, keep));
  const stopWatching = watchExposure({
    viewers: live.store.getState().viewers,
    chance: Math.random(),
    tell: (request) => live.tell('exposure:report', request),
  });
  return () => {
    stopTelling();
    stopWatching();
  };
}

/** Each line that is opened anew is told again (C1); who came by itself has nothing to tell. */
export function tellChannel(live: Pick<LiveStore, 'tell' | 'onWelcome'>, channel: Channel): () => void {
  if (channel === 'direct') return () => {};
  const tell = () => live.tell('exposure:came-by', { channel });
  tell();
  return live.onWelcome(tell);
}
