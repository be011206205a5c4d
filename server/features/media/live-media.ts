import type { ConsoleMediaView, MediaView, Playback, ReplayView } from '../../../shared/contract/media.ts';
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
import { openReplay } from './replay.ts';
import { Seat, type SeatOwner } from './seat.ts';

export interface LiveMediaDeps {
  media: Media;
  engines: Engines;
  store: Pick<Store, 'openLogs' | 'factsAfter'>;
  readers: Pick<Readers, 'streamBySlug' | 'productById'>;
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
  /** What viewers see on the air; null if there is no such stream, or nothing to be told of it. */
  view(streamId: string): Promise<MediaView | null>;
  consoleView(streamId: string): Promise<ConsoleMediaView | null>;
  /** A public stream that is over, to be watched again; null if there is no such one. */
  replay(slug: string): Promise<ReplayView | null>;
  /** Hears that what is on the air of a stream has changed; returns how to stop. */
  subscribe(listener: (streamId: string) => void): () => void;
  /** Finds the streams whose media was flowing when this process last ended: they fall silent with it (S2). */
  resume(): Promise<void>;
  close(): Promise<void>;
}

function playbackOf(url: string | null): Playback | null {
  return url === null ? null : { url, isExternal: true };
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
    const onChange = () => tell(streamId);
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

  function tell(streamId: string): void {
    for (const listener of listeners) listener(streamId);
  }

  const stopHearing = engines.subscribe(({ streamId, changes, whole }) => {
    if (!(whole || changes.some(([entry]) => entry === 't'))) return;
    const heard = open.get(streamId);
    if (!heard) return tell(streamId);
    heard.refresh().catch((error: unknown) => deps.onFault(error, 'media'));
  });
  const stopStatus = media.onStatus(() => {
    for (const streamId of open.keys()) tell(streamId);
  });

  return {
    status: () => media.status(),
    load: () => media.load(),
    programs: openPrograms({ ...deps, room: (streamId) => room(streamId) }),
    async seat(streamId, owner) {
      const entered = await room(streamId);
      return entered && new Seat(entered, { ...owner, seatId: ids.next() });
    },
    async view(streamId) {
      const room = open.get(streamId);
      const engine = await engines.stream(streamId);
      const known = await engine?.read(({ status, playbackUrl }) => ({ status, playbackUrl }));
      if (!known || (!room && known.playbackUrl === null)) return null;
      const isShown = known.status === 'LIVE' || known.status === 'INTERRUPTED';
      return {
        isAvailable: media.status().isAvailable,
        sources: isShown ? (room?.air.view() ?? []) : [],
        playback: isShown ? playbackOf(known.playbackUrl) : null,
      };
    },
    async consoleView(streamId) {
      const engine = await engines.stream(streamId);
      if (!engine) return null;
      const { ingestKeySinceMs, playbackUrl, recording } = await engine.read((state) => ({
        ingestKeySinceMs: state.ingestKey?.sinceMs ?? null,
        playbackUrl: state.playbackUrl,
        recording: state.recording,
      }));
      const status = media.status();
      const air = open.get(streamId)?.air;
      const broadcast = air?.broadcast;
      return {
        isAvailable: status.isAvailable,
        sources: air?.view() ?? [],
        reason: status.isAvailable ? null : status.reason,
        broadcaster: broadcast ? nameOf(broadcast) : null,
        ingestKeySinceMs,
        playback: playbackOf(playbackUrl),
        recording: { isOn: false, sinceMs: null, problem: null, ...recording, keptMs: 0, keptBytes: 0 },
        hlsReason: 'this server makes no HLS',
      };
    },
    replay: openReplay({ ...deps, recorded: async () => ({ playlist: null, stretches: [] }) }),
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
