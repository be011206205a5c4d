import { createServerClock } from '../../client/connection/clock.ts';
import { createDeviceStorage } from '../../client/connection/device-storage.ts';
import type { Http } from '../../client/connection/http.ts';
import {
  createPendingAdds,
  createPendingOrders,
  newCommandKey,
} from '../../client/connection/pending-keys.ts';
import { createWorld, type World } from '../../client/stores/world.ts';
import type { Reason } from '../../shared/contract/answer.ts';
import type { RouteName } from '../../shared/contract/http.ts';
import type { DeliveriesReport } from '../../shared/contract/packing.ts';
import type { MeView } from '../../shared/market/account/contract.ts';
import { ok, refuse } from '../../shared/values/result.ts';
import type { FakeConsole } from './fake-console.ts';

export const anOperator: MeView = {
  buyerId: '0190a000-0000-7000-8000-000000000001',
  addresses: [],
  staff: {
    staffId: '0190a000-0000-7000-8000-000000000002',
    name: 'Amei',
    email: 'amei@example.org',
    role: 'operator',
  },
  pages: ['home', 'live', 'orders', 'buyers', 'products', 'packing', 'settlement', 'insights', 'settings'],
  timeZone: null,
  practice: 'this_machine',
  isDemo: false,
};

export const anAssistant: MeView['staff'] = { ...anOperator.staff!, role: 'assistant' };

/** A route answers `{ refusal }` to say no. */
function isRefusal(answer: unknown): answer is { refusal: Reason } {
  return typeof answer === 'object' && answer !== null && 'refusal' in answer;
}

/** The world of the staff with nothing behind it but what a test says; a route without an answer does not answer. */
export function deskWorld(
  wire: FakeConsole,
  answers: Partial<Record<RouteName, (input: unknown) => unknown>>,
  onDeliveries: (file: Blob) => DeliveriesReport = () => ({ delivered: 0, again: 0, faults: [] }),
): World {
  const all: Partial<Record<RouteName, (input: unknown) => unknown>> = { me: () => anOperator, ...answers };
  const http = {
    async call(name: RouteName, input: unknown) {
      const answer = await all[name]?.(input);
      if (isRefusal(answer)) return refuse(answer.refusal);
      return answer ? ok(answer) : refuse({ ok: false, code: 'NO_ANSWER' });
    },
    uploadPicture: async () => ok({ picture: '/pictures/new.jpg' }),
    uploadDeliveries: async (file: Blob) => ok(onDeliveries(file)),
  } as Http;
  const clock = createServerClock();
  const keep = createDeviceStorage();
  return createWorld({
    http,
    clock,
    keep,
    pending: createPendingOrders(keep),
    pendingAdds: createPendingAdds(keep),
    connectLive: () => {
      throw new Error('No viewer stands at this desk.');
    },
    connectConsole: () => wire.connect,
    openMediaDevice: () => Promise.reject(new Error('This test has no video.')),
    openPlaylist: () => Promise.reject(new Error('This test has no playlists.')),
    openCapture: () => Promise.reject(new Error('This test has no camera.')),
    newKey: () => newCommandKey(clock.now()),
  });
}
