import { createContext, useContext, useEffect, useState } from 'react';
import { createServerClock, type ServerClock } from '../connection/clock.ts';
import type { ConnectConsole, createConnectConsole } from '../connection/console-connection.ts';
import { createDeviceStorage, type DeviceStorage } from '../connection/device-storage.ts';
import type { OpenPlaylist } from '../connection/hls-player.ts';
import { createHttp, type Http } from '../connection/http.ts';
import { type ConnectLive, createConnectLive } from '../connection/live-connection.ts';
import type { OpenMediaDevice } from '../connection/media-ask.ts';
import type { Capture } from '../connection/media-capture.ts';
import {
  createPendingAdds,
  createPendingOrders,
  newCommandKey,
  type PendingAdds,
  type PendingOrders,
} from '../connection/pending-keys.ts';
import { openSocket } from '../connection/socket.ts';
import { createMeStore, type MeStore } from './me-store.ts';

/** All that stores need of what lies outside the page; a test gives its own. */
export interface Outside {
  http: Http;
  clock: ServerClock;
  keep: DeviceStorage;
  pending: PendingOrders;
  pendingAdds: PendingAdds;
  connectLive: ConnectLive;
  /** @param create comes with the console's own chunk: a buyer's page has no use for it */
  connectConsole: (create: typeof createConnectConsole) => ConnectConsole;
  /** Fetches what video needs with the first call. */
  openMediaDevice: OpenMediaDevice;
  /** Fetches what a playlist needs to be played. */
  openPlaylist: OpenPlaylist;
  /** Camera, microphone and screen of this device, for who broadcasts. */
  openCapture(): Promise<Capture>;
  newKey(): string;
}

/** The outside, and who this browser is: shared by all screens. */
export interface World extends Outside {
  me: MeStore;
}

/** The world of a real page. */
export function openWorld(): World {
  const clock = createServerClock();
  const keep = createDeviceStorage();
  return createWorld({
    http: createHttp(clock),
    clock,
    keep,
    pending: createPendingOrders(keep),
    pendingAdds: createPendingAdds(keep),
    connectLive: createConnectLive((token) => openSocket('/live', token), clock),
    connectConsole: (create) => create(() => openSocket('/console'), clock),
    openMediaDevice: async () => (await import('../connection/media-kit.ts')).openMediaDevice(),
    openPlaylist: async (...args) => (await import('../connection/hls-player.ts')).openPlaylist(...args),
    openCapture: async () => (await import('../connection/media-capture.ts')).createCapture(),
    newKey: () => newCommandKey(clock.now()),
  });
}

export function createWorld(outside: Outside): World {
  return { ...outside, me: createMeStore(outside) };
}

export const WorldContext = createContext<World | null>(null);

export function useWorld(): World {
  const world = useContext(WorldContext);
  if (!world) throw new Error('A screen stands outside of its world.');
  return world;
}

/**
 * A screen's own store: made at the first render, opened when the screen is there, closed when it leaves.
 * @param make called once; give the component a `key` where another stream wants another store
 */
export function useOwnStore<S extends { open(): void; close(): void }>(make: (world: World) => S): S {
  const world = useWorld();
  const [store] = useState(() => make(world));
  useEffect(() => {
    store.open();
    return () => store.close();
  }, [store]);
  return store;
}
