import { createServerClock } from '../../client/connection/clock.ts';
import { createDeviceStorage } from '../../client/connection/device-storage.ts';
import type { Http } from '../../client/connection/http.ts';
import { createPendingAdds, createPendingOrders } from '../../client/connection/pending-keys.ts';
import { createWorld, type World } from '../../client/stores/world.ts';
import type { RouteName, RouteReply } from '../../shared/contract/http.ts';
import type { MeView } from '../../shared/market/account/contract.ts';
import { ok, refuse } from '../../shared/values/result.ts';
import { BUYER, type FakeLive } from './fake-live.ts';

/** Route answers that a test plays; a route without one does not answer. */
export type Routes = { [N in RouteName]?: (input: unknown) => RouteReply<N> };

export const aGuest: MeView = {
  buyerId: BUYER,
  addresses: [],
  staff: null,
  pages: [],
  timeZone: null,
  practice: 'this_machine',
  isDemo: false,
};

export interface FakeWorld extends World {
  called: { name: RouteName; input: unknown }[];
}

/**
 * The page's world with nothing behind it but what a test says. Keys are readable: …-000000000001, …-000000000002.
 * @param nowMs the steady clock
 * @param phoneMs what the phone believes, where a test wants that to be wrong
 */
export function fakeWorld(
  live: FakeLive,
  routes: Routes = {},
  nowMs?: () => number,
  phoneMs: (() => number) | undefined = nowMs,
): FakeWorld {
  const called: FakeWorld['called'] = [];
  const answers: Routes = { me: () => aGuest, ...routes };
  const http: Http = {
    async call(name, ...[input]) {
      called.push({ name, input });
      const answer = answers[name] as ((input: unknown) => RouteReply<typeof name>) | undefined;
      return answer ? ok(answer(input)) : refuse({ ok: false, code: 'NO_ANSWER' });
    },
    uploadPicture: async () => refuse({ ok: false, code: 'NO_ANSWER' }),
    uploadDeliveries: async () => refuse({ ok: false, code: 'NO_ANSWER' }),
  };
  const keep = createDeviceStorage();
  let keys = 0;
  const world = createWorld({
    http,
    clock: createServerClock(nowMs, phoneMs),
    keep,
    pending: createPendingOrders(keep, phoneMs),
    pendingAdds: createPendingAdds(keep, phoneMs),
    connectLive: live.connect,
    connectConsole: () => {
      throw new Error('This test has no console.');
    },
    openMediaDevice: () => Promise.reject(new Error('This test has no video.')),
    openPlaylist: () => Promise.reject(new Error('This test has no playlists.')),
    openCapture: () => Promise.reject(new Error('This test has no camera.')),
    newKey() {
      keys += 1;
      return `0190a000-0000-7000-8000-${String(keys).padStart(12, '0')}`;
    },
  });
  return Object.assign(world, { called });
}
