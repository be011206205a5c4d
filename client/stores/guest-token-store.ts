import { createCartStore } from './cart-store.ts';
import { createLiveStore } from './live-store.ts';
import type { World } from './world.ts';

/** A refused or unanswered request for a token is made again after these pauses, and then after the last of them. */
const PAUSES_MS = [1_000, 2_000, 5_000, 15_000];

/**
 * One stream for a page that only looks and keeps nothing: inside another site a browser gives us no cookie, or one of
 * its own. Each page is a guest of its own, by a token that is gone with it; its cart is never opened.
 */
export function createGuestStores(
  slug: string,
  world: Pick<World, 'http' | 'connectLive' | 'clock' | 'keep' | 'pending' | 'pendingAdds' | 'newKey' | 'me'>,
) {
  let token: string | undefined;
  let isOpen = false;
  const live = createLiveStore(slug, {
    keep: world.keep,
    connectLive: (of, listener) => world.connectLive(of, listener, token),
    me: {
      async ensure() {
        for (let tries = 0; token === undefined && isOpen; tries += 1) {
          const guest = await world.http.call('guest');
          if (guest.ok) token = guest.value.token;
          else await pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)]!);
        }
      },
    },
  });
  return {
    slug,
    live,
    cart: createCartStore(live, world),
    open() {
      isOpen = true;
      live.open();
    },
    close() {
      isOpen = false;
      live.close();
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
