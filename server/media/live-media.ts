import type { ConsoleMediaView, MediaView, ReplayView } from '../../shared/contract/media.ts';
import type { HlsReason } from '../../shared/values/media-reason.ts';
import type { Application } from '../application/application.ts';
import type { Engines } from '../application/engines.ts';
import type { Store } from '../event-log/ports/store.ts';
import type { Clock, Ids } from '../lib/clock.ts';
import { streamRules } from '../market/market.ts';
import type { Directory } from '../ports/directory.ts';
import type { Media, MediaLoad } from '../ports/media.ts';
import type { MediaStatus } from '../ports/media-status.ts';
import type { Packager } from '../ports/packager.ts';
import type { Readers } from '../ports/readers.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { Secrets } from '../ports/secrets.ts';
import { nameOf } from './broadcast.ts';
import { type BroadcastFiles, openBroadcastFiles } from './broadcast-files.ts';
import { LocalMediaSession } from './local-media-session.ts';
import { LocalPrograms } from './local-programs.ts';
import { MediaRoom } from './media-room.ts';
import type { MediaSession, SessionOwner } from './media-session.ts';
import { consoleMediaViewOf, knownOf, mediaViewOf, type OnAirHere, whyNot } from './media-view.ts';
import type { Programs } from './programs.ts';
import { type RecordingLimits, sumOf } from './recorder.ts';
import type { PipesView } from './relays.ts';
import { openReplay } from './replay.ts';

export interface LiveMediaDeps {
  media: Media;
  engines: Engines;
  store: Pick<Store, 'openLogs' | 'factsAfter'>;
  readers: Pick<Readers, 'streamBySlug' | 'streams' | 'shown' | 'productById'>;
  directory: Pick<Directory, 'staffById'>;
  position: Application['position'];
  secrets: Pick<Secrets, 'digest' | 'randomToken'>;
  clock: Clock;
  ids: Ids;
  packager: Packager;
  recordings: Recordings;
  limits: RecordingLimits;
  /** So far apart at least are two stills of a stream; 0: none are taken. */
  stillEveryMs: number;
  /** The streams whose host is a drawing (by id): the demo's. It may grow. */
  drawnHosts?: ReadonlySet<string>;
  /** Takes a stream's media to this server, of several. @throws MediaUnavailable if another one has it */
  claim?: (streamId: string) => Promise<void>;
  /** This node among several, or null if there is one process. */
  nodeId: string | null;
  onFault(error: unknown, context: string): void;
}

/** Live video as the front door sees it. */
export interface LiveMedia {
  status(): MediaStatus;
  /** Whether broadcasts can be cut into pieces here, for HLS and recordings. */
  packagerStatus(): MediaStatus<HlsReason>;
  load(): MediaLoad & { packagers: number; packagersFailed: number; recordings: number };
  /** Streams of other servers that are shown here; null if there is no other server. */
  pipes(): PipesView | null;
  programs: Programs;
  files: BroadcastFiles;
  /** A connection's place in a stream's live video; null if there is no such stream. */
  openSession(streamId: string, owner: Omit<SessionOwner, 'seatId'>): Promise<MediaSession | null>;
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

/** Live video of one server, which may be one of several. */
export interface LocalMedia extends Omit<LiveMedia, 'openSession' | 'programs'> {
  openSession(
    streamId: string,
    owner: Omit<SessionOwner, 'seatId'> & { seatId?: string },
  ): Promise<MediaSession | null>;
  /** What this server has of a stream's broadcast. */
  onAir(streamId: string): Promise<OnAirHere>;
  /** A stream's room, opened if need be; null if there is no such stream. */
  room(streamId: string): Promise<MediaRoom | null>;
  programs: LocalPrograms;
}

/** The live video of all streams on this server. */
export function openLiveMedia(deps: LiveMediaDeps): LocalMedia {
  const { media, engines, clock, ids, packager, recordings, limits, drawnHosts = new Set() } = deps;
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
    const known = await engine.read(knownOf);
    const onChange = () => tell(streamId);
    const onIdle = () => clock.soon(() => closeIfIdle(streamId));
    const { onFault, claim = async () => {} } = deps;
    const files = { packager, recordings, limits };
    const isHostDrawn = drawnHosts.has(streamId);
    const told = { claim, onFault, onChange, onIdle };
    const roomDeps = { ...{ media, engines, clock, isHostDrawn, ...files }, ...told };
    return new MediaRoom(streamId, roomDeps, { ...known, wasFlowing });
  }

  function closeIfIdle(streamId: string): void {
    const idle = open.get(streamId);
    if (!idle?.isIdle) return;
    rooms.delete(streamId);
    open.delete(streamId);
    idle.close().catch((error: unknown) => deps.onFault(error, 'media'));
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
    // Also consoles of streams that nobody has to do with yet: there may be something to broadcast with now.
    for (const streamId of engines.awakeStreams()) tell(streamId);
  });

  async function onAir(streamId: string): Promise<OnAirHere> {
    const here = open.get(streamId);
    const broadcast = here?.air.broadcast;
    const kept = here ? await here.segmenter.recorded() : sumOf(await recordings.pieces(streamId));
    return {
      sources: here?.air.view() ?? [],
      broadcaster: broadcast ? nameOf(broadcast) : null,
      ...{ keptMs: kept.ms, keptBytes: kept.bytes, piped: { servers: 0, viewers: 0 } },
      isHostDrawn: drawnHosts.has(streamId),
      reason: whyNot(media.status()),
      hlsReason: whyNot(packager.status()),
    };
  }

  const files = openBroadcastFiles({ ...deps, room: (streamId) => open.get(streamId) });

  return {
    status: () => media.status(),
    packagerStatus: () => packager.status(),
    load: () => {
      const { running, failed } = packager.load();
      const kept = [...open.values()].filter(({ segmenter }) => segmenter.isKept).length;
      return { ...media.load(), packagers: running, packagersFailed: failed, recordings: kept };
    },
    pipes: () => null,
    files,
    programs: new LocalPrograms({ ...deps, room: (streamId) => room(streamId) }),
    async openSession(streamId, owner) {
      const entered = await room(streamId);
      return entered && new LocalMediaSession(entered, { seatId: ids.next(), ...owner }, entered);
    },
    async view(streamId) {
      const engine = await engines.stream(streamId);
      const known = await engine?.read(knownOf);
      const isNews = open.has(streamId) || drawnHosts.has(streamId);
      if (!known || (!isNews && known.playbackUrl === null)) return null;
      return mediaViewOf(known, await onAir(streamId), false);
    },
    async consoleView(streamId) {
      const engine = await engines.stream(streamId);
      if (!engine) return null;
      const here = await onAir(streamId);
      return engine.read((state) => consoleMediaViewOf(state, here));
    },
    onAir,
    room: (streamId) => room(streamId),
    replay: openReplay({ ...deps, recorded: files.recorded }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async resume() {
      // Of several nodes, the one that has the media tells the log about it.
      if (deps.nodeId !== null) return;
      for (const logId of await deps.store.openLogs(streamRules.kind)) {
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
      await Promise.all([...open.values()].map((closing) => closing.close()));
      await packager.close();
      rooms.clear();
      open.clear();
      await media.close();
    },
  };
}
