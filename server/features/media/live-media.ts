import type { ConsoleMediaView, MediaView } from '../../../shared/contract/media.ts';
import type { Engines } from '../../engine/engines.ts';
import { SHOP_LOG } from '../../engine/shop-rules.ts';
import type { Media, MediaLoad, MediaStatus } from '../../ports/media.ts';
import type { Readers } from '../../ports/readers.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { Store } from '../../ports/store.ts';
import type { Clock, Ids } from '../../ports/world.ts';
import { nameOf } from './broadcast.ts';
import { MediaRoom } from './media-room.ts';
import { openPrograms, type Programs } from './programs.ts';
import { Seat, type SeatOwner } from './seat.ts';

export interface LiveMediaDeps {
  media: Media;
  engines: Engines;
  store: Pick<Store, 'openLogs'>;
  readers: Pick<Readers, 'streamBySlug'>;
  secrets: Pick<Secrets, 'digest' | 'randomToken'>;
  clock: Clock;
  ids: Ids;
  /** This node among several, or null if there is one process. */
  nodeId: string | null;
  onFault(error: unknown, context: string): void;
}

/** Live video as the front door sees it. */
export interface LiveMedia {
  status(): MediaStatus;
  load(): MediaLoad;
  programs: Programs;
  /** A connection's place in a stream's live video; null if there is no such stream. */
  seat(streamId: string, owner: Omit<SeatOwner, 'seatId'>): Promise<Seat | null>;
  /** What viewers see on the air; null if nobody here has to do with this stream's video. */
  view(streamId: string): MediaView | null;
  consoleView(streamId: string): Promise<ConsoleMediaView | null>;
  /** Hears that what is on the air of a stream has changed; returns how to stop. */
  subscribe(listener: (streamId: string) => void): () => void;
  /** Finds the streams whose media was flowing when this process last ended: they fall silent with it (S2). */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** The live video of all streams on this server. */
export function openLiveMedia(deps: LiveMediaDeps): LiveMedia {
  const { media, engines, clock, ids } = deps;
  const rooms = new Map<string, Promise<MediaRoom | null>>();
  const open = new Map<string, MediaRoom>();
  const listeners = new Set<(streamId: string) => void>();

  function room(streamId: string, wasFlowing = false): Promise<MediaRoom | null> {
    let opening = rooms.get(streamId);
    if (!opening) {
      opening = openRoom(streamId, wasFlowing);
      rooms.set(streamId, opening);
      opening.then(
        (opened) => {
          if (opened) open.set(streamId, opened);
          else rooms.delete(streamId);
        },
        () => rooms.delete(streamId),
      );
    }
    return opening;
  }

  async function openRoom(streamId: string, wasFlowing: boolean): Promise<MediaRoom | null> {
    const engine = await engines.stream(streamId);
    if (!engine) return null;
    const status = await engine.read((state) => state.status);
    const onChange = () => {
      for (const listener of listeners) listener(streamId);
    };
    const onIdle = () => clock.soon(() => closeIfIdle(streamId));
    return new MediaRoom(streamId, { media, engines, clock, onChange, onIdle }, { status, wasFlowing });
  }

  function closeIfIdle(streamId: string): void {
    const idle = open.get(streamId);
    if (!idle?.isIdle) return;
    rooms.delete(streamId);
    open.delete(streamId);
    idle.close();
  }

  const stopHearing = engines.subscribe(({ streamId, changes, whole }) => {
    const heard = open.get(streamId);
    if (!heard || !(whole || changes.some(([entry]) => entry === 't'))) return;
    heard.refresh().catch((error: unknown) => deps.onFault(error, 'media'));
  });
  const stopStatus = media.onStatus(() => {
    for (const streamId of open.keys()) for (const listener of listeners) listener(streamId);
  });

  return {
    status: () => media.status(),
    load: () => media.load(),
    programs: openPrograms({ ...deps, room: (streamId) => room(streamId) }),
    async seat(streamId, owner) {
      const entered = await room(streamId);
      return entered && new Seat(entered, { ...owner, seatId: ids.next() });
    },
    view: (streamId) => open.get(streamId)?.view() ?? null,
    async consoleView(streamId) {
      const engine = await engines.stream(streamId);
      if (!engine) return null;
      const ingestKeySinceMs = await engine.read(({ ingestKey }) => ingestKey?.sinceMs ?? null);
      const status = media.status();
      const air = open.get(streamId)?.air;
      const broadcast = air?.broadcast;
      return {
        isAvailable: status.isAvailable,
        sources: air?.view() ?? [],
        reason: status.isAvailable ? null : status.reason,
        broadcaster: broadcast ? nameOf(broadcast) : null,
        ingestKeySinceMs,
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async resume() {
      // Of several nodes, the one that has the media tells the log about it.
      if (deps.nodeId !== null) return;
      for (const logId of await deps.store.openLogs()) {
        if (logId === SHOP_LOG) continue;
        const engine = await engines.stream(logId);
        const wasFlowing = await engine?.read(
          ({ status, media: known }) => status === 'LIVE' && known?.interruptsAtMs === null,
        );
        if (wasFlowing) await room(logId, true);
      }
    },
    async close() {
      stopHearing();
      stopStatus();
      for (const closing of open.values()) closing.close();
      rooms.clear();
      open.clear();
      await media.close();
    },
  };
}
