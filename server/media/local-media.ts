import type { ConsoleMediaView, MediaView, ReplayView } from '../../shared/contract/media.ts';
import type { HlsReason } from '../../shared/values/media-reason.ts';
import type { Application } from '../application/application.ts';
import type { Engines } from '../application/engines.ts';
import type { Store } from '../event-log/ports/store.ts';
import type { Clock, Ids } from '../lib/clock.ts';
import { streamRules } from '../market/market.ts';
import type { Directory } from '../ports/directory.ts';
import type { Media } from '../ports/media.ts';
import type { MediaStatus } from '../ports/media-status.ts';
import type { Packager } from '../ports/packager.ts';
import type { Readers } from '../ports/readers.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { Secrets } from '../ports/secrets.ts';
import { nameOf } from './broadcast.ts';
import { type BroadcastFiles, openBroadcastFiles } from './broadcast-files.ts';
import type { LiveMedia } from './live-media.ts';
import { LocalMediaSession } from './local-media-session.ts';
import { LocalPrograms } from './local-programs.ts';
import { MediaRoom } from './media-room.ts';
import type { MediaSession, SessionOwner } from './media-session.ts';
import { consoleMediaViewOf, knownOf, mediaViewOf, type OnAirHere, whyNot } from './media-view.ts';
import { type RecordingLimits, sumOf } from './recorder.ts';
import { openReplay } from './replay.ts';

export interface LocalMediaDeps {
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
  /** Shortest time between two stills of a stream in ms; 0: no stills. */
  stillEveryMs: number;
  /** Ids of the streams with a drawn host, which are the demo's. It may grow. */
  drawnHosts?: ReadonlySet<string>;
  /** Claims a stream's media for this server, of several. @throws MediaUnavailable if another one has it */
  claim?: (streamId: string) => Promise<void>;
  /** The id of this node among several; null: it is the only one. */
  nodeId: string | null;
  onFault(error: unknown, context: string): void;
}

/** The live video of all streams on this server. */
export class LocalMedia implements LiveMedia {
  readonly programs: LocalPrograms;
  readonly files: BroadcastFiles;
  /** A public stream that is over, for replay; null: no such one. */
  readonly replay: (slug: string) => Promise<ReplayView | null>;
  readonly #deps: LocalMediaDeps;
  readonly #drawnHosts: ReadonlySet<string>;
  readonly #rooms = new Map<string, Promise<MediaRoom | null>>();
  readonly #open = new Map<string, MediaRoom>();
  readonly #listeners = new Set<(streamId: string) => void>();
  readonly #stopHearing: () => void;
  readonly #stopStatus: () => void;

  constructor(deps: LocalMediaDeps) {
    const { engines, media } = deps;
    this.#deps = deps;
    this.#drawnHosts = deps.drawnHosts ?? new Set();
    this.files = openBroadcastFiles({ ...deps, room: (streamId) => this.#open.get(streamId) });
    this.programs = new LocalPrograms({ ...deps, room: (streamId) => this.room(streamId) });
    this.replay = openReplay({ ...deps, recorded: (stream) => this.files.recorded(stream) });
    this.#stopHearing = engines.subscribe(({ streamId, changes, whole }) => {
      if (whole || changes.some(([entry]) => entry === 't')) this.#isOther(streamId);
    });
    this.#stopStatus = media.onStatus(() => {
      // Consoles of all awake streams, including those without a room: a broadcast may be possible now.
      for (const streamId of engines.awakeStreams()) this.#tell(streamId);
    });
  }

  status(): MediaStatus {
    return this.#deps.media.status();
  }

  packagerStatus(): MediaStatus<HlsReason> {
    return this.#deps.packager.status();
  }

  load(): ReturnType<LiveMedia['load']> {
    const { media, packager } = this.#deps;
    const { running, failed } = packager.load();
    const kept = [...this.#open.values()].filter(({ segmenter }) => segmenter.isKept).length;
    return { ...media.load(), packagers: running, packagersFailed: failed, recordings: kept };
  }

  pipes(): null {
    return null;
  }

  async openSession(
    streamId: string,
    owner: Omit<SessionOwner, 'seatId'> & { seatId?: string },
  ): Promise<MediaSession | null> {
    const entered = await this.room(streamId);
    return entered && new LocalMediaSession(entered, { seatId: this.#deps.ids.next(), ...owner }, entered);
  }

  async view(streamId: string): Promise<MediaView | null> {
    const engine = await this.#deps.engines.stream(streamId);
    const known = await engine?.read(knownOf);
    const hasVideo = this.#open.has(streamId) || this.#drawnHosts.has(streamId);
    if (!known || (!hasVideo && known.playbackUrl === null)) return null;
    return mediaViewOf(known, await this.onAir(streamId), false);
  }

  async consoleView(streamId: string): Promise<ConsoleMediaView | null> {
    const engine = await this.#deps.engines.stream(streamId);
    if (!engine) return null;
    const here = await this.onAir(streamId);
    return engine.read((state) => consoleMediaViewOf(state, here));
  }

  /** The stream's broadcast on this server. */
  async onAir(streamId: string): Promise<OnAirHere> {
    const { media, packager, recordings } = this.#deps;
    const here = this.#open.get(streamId);
    const broadcast = here?.air.broadcast;
    const kept = here ? await here.segmenter.recorded() : sumOf(await recordings.pieces(streamId));
    return {
      sources: here?.air.view() ?? [],
      broadcaster: broadcast ? nameOf(broadcast) : null,
      ...{ keptMs: kept.ms, keptBytes: kept.bytes, piped: { servers: 0, viewers: 0 } },
      isHostDrawn: this.#drawnHosts.has(streamId) && (here?.air.isDrawing ?? true),
      reason: whyNot(media.status()),
      hlsReason: whyNot(packager.status()),
    };
  }

  /** A stream's room, opened on demand; null: no such stream. */
  room(streamId: string, wasFlowing = false): Promise<MediaRoom | null> {
    let opening = this.#rooms.get(streamId);
    if (!opening) {
      opening = this.#openRoom(streamId, wasFlowing);
      this.#rooms.set(streamId, opening);
      opening.then(
        (opened) => {
          if (opened) this.#open.set(streamId, opened);
          else this.#rooms.delete(streamId);
        },
        () => this.#rooms.delete(streamId),
      );
    }
    return opening;
  }

  subscribe(listener: (streamId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async resume(): Promise<void> {
    const { engines, nodeId, store } = this.#deps;
    // With several nodes, the one with the media reports to the log.
    if (nodeId !== null) return;
    for (const logId of await store.openLogs(streamRules.kind)) {
      const engine = await engines.stream(logId);
      const wasFlowing = await engine?.read(
        ({ status, media: known }) => status === 'LIVE' && known?.interruptsAtMs === null,
      );
      if (wasFlowing) await this.room(logId, true);
    }
  }

  async close(): Promise<void> {
    this.#stopHearing();
    this.#stopStatus();
    await Promise.all([...this.#open.values()].map((closing) => closing.close()));
    await this.#deps.packager.close();
    this.#rooms.clear();
    this.#open.clear();
    await this.#deps.media.close();
  }

  async #openRoom(streamId: string, wasFlowing: boolean): Promise<MediaRoom | null> {
    const {
      media,
      engines,
      clock,
      packager,
      recordings,
      limits,
      onFault,
      claim = async () => {},
    } = this.#deps;
    const engine = await engines.stream(streamId);
    if (!engine) return null;
    const known = await engine.read(knownOf);
    const files = { packager, recordings, limits };
    const told = {
      ...{ claim, onFault },
      onChange: () => this.#tell(streamId),
      onIdle: () => clock.soon(() => this.#closeIfIdle(streamId)),
    };
    const isHostDrawn = this.#drawnHosts.has(streamId);
    const roomDeps = { ...{ media, engines, clock, isHostDrawn, ...files }, ...told };
    return new MediaRoom(streamId, roomDeps, { ...known, wasFlowing });
  }

  #closeIfIdle(streamId: string): void {
    const idle = this.#open.get(streamId);
    if (!idle?.isIdle) return;
    this.#rooms.delete(streamId);
    this.#open.delete(streamId);
    idle.close().catch((error: unknown) => this.#deps.onFault(error, 'media'));
  }

  /** Takes a change of a stream's log. */
  #isOther(streamId: string): void {
    const heard = this.#open.get(streamId);
    if (heard) heard.refresh().catch((error: unknown) => this.#deps.onFault(error, 'media'));
    else this.#tell(streamId);
  }

  #tell(streamId: string): void {
    for (const listener of this.#listeners) listener(streamId);
  }
}
