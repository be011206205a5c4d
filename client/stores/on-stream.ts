import { noAnswer } from '../../shared/contract/answer.ts';
import { createLiveStore, type LiveStore } from './live-store.ts';
import type { World } from './world.ts';

/** How long a line of one's own may take to open. */
const WELCOME_MS = 30_000;

/** Says something to a stream that is not on this screen: over a line of its own, closed when that is done. */
export async function onStream<T>(
  slug: string,
  world: World,
  say: (send: LiveStore['send']) => Promise<T>,
): Promise<T> {
  const live = createLiveStore(slug, world);
  try {
    const isWelcome = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), WELCOME_MS);
      live.onWelcome(() => {
        clearTimeout(timer);
        resolve(true);
      });
      live.store.subscribe(({ turnedAway }) => turnedAway && resolve(false));
      live.open();
    });
    return await say(isWelcome ? live.send : () => Promise.resolve(noAnswer));
  } finally {
    live.close();
  }
}
