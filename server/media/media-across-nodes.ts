import type { ConsoleMediaView, MediaView, ReplayView } from '../../shared/contract/media.ts';
import type { HlsReason } from '../../shared/values/media-reason.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock, Ids } from '../lib/clock.ts';
import type { Media } from '../ports/media.ts';
import type { MediaStatus } from '../ports/media-status.ts';
import type { PeerAnswer, PeerCall, Peers } from '../ports/peers.ts';
import type { Readers } from '../ports/readers.ts';
import type { Recordings } from '../ports/recordings.ts';
import { FilesAcrossNodes } from './files-across-nodes.ts';
import { ForwardedMediaSession } from './forwarded-media-session.ts';
import type { LiveMedia } from './live-media.ts';
import type { LocalMedia } from './local-media.ts';
import { answerMedia } from './media-answers.ts';
import { MEDIA_CALLS, MediaCalls } from './media-calls.ts';
import type { MediaHomes } from './media-homes.ts';
import type { MediaSession, SessionOwner } from './media-session.ts';
import { consoleMediaViewOf, knownOf, mediaViewOf, type OnAirHere } from './media-view.ts';
import { NodeEventPoll } from './node-event-poll.ts';
import { isMediaUse } from './peer-arguments.ts';
import { Pipes } from './pipes.ts';
import { ProgramsAcrossNodes } from './programs-across-nodes.ts';
import { type PipesView, Relays } from './relays.ts';
import { ServedNodes } from './served-nodes.ts';

export interface MediaAcrossNodesDeps {
  /** The part of this server's media that relays need. */
  media: Pick<Media, 'status' | 'openSfuRoom'>;
  engines: Engines;
  peers: Peers;
  readers: Pick<Readers, 'streamBySlug'>;
  recordings: Pick<Recordings, 'read'>;
  clock: Clock;
  ids: Ids;
  nodeId: string;
  /** The address of this node for the others. */
  address: string;
  onFault(error: unknown, context: string): void;
  onNote(note: string, details: Record<string, unknown>): void;
}

/**
 * Live video of several servers. A broadcaster's commands go to the server with the stream's media, and its packets
 * directly there. A viewer is served by a relay here, fed by a pipe between the servers. Without a pipe, the other
 * server serves them.
 */
export class MediaAcrossNodes implements LiveMedia {
  readonly programs: ProgramsAcrossNodes;
  readonly files: FilesAcrossNodes;
  readonly #local: LocalMedia;
  readonly #homes: MediaHomes;
  readonly #deps: MediaAcrossNodesDeps;
  readonly #calls: MediaCalls;
  readonly #pipes: Pipes;
  readonly #servedNodes: ServedNodes;
  readonly #homeEvents: NodeEventPoll;
  readonly #relays: Relays;
  readonly #sessions = new Map<string, Map<string, ForwardedMediaSession>>();
  readonly #listeners = new Set<(streamId: string) => void>();
  readonly #stopLocal: () => void;

  constructor(local: LocalMedia, homes: MediaHomes, deps: MediaAcrossNodesDeps) {
    const { media, engines, recordings, clock, ids, onNote } = deps;
    this.#local = local;
    this.#homes = homes;
    this.#deps = deps;
    const calls = new MediaCalls({ ...deps, homes });
    this.#calls = calls;
    const onAir = (streamId: string) => this.#onAir(streamId);
    const onChange = (streamId: string) => this.#tell(streamId);
    this.#pipes = new Pipes({ room: (streamId) => local.room(streamId), onAir, onChange, homes, ids });
    this.#servedNodes = new ServedNodes({
      ...{ local, clock, onAir },
      onSilent: (streamId, node) => this.#pipes.shut(streamId, node, null),
    });
    this.#homeEvents = this.#pollHomes(onChange);
    this.#relays = new Relays({
      ...{ media, engines, homes, clock, onNote },
      calls: (home) => calls.toHome(home),
      follow: (streamId) => this.#homeEvents.follow(streamId),
      onAir: (streamId) => this.#homeEvents.onAir(streamId),
    });
    this.programs = new ProgramsAcrossNodes({
      ...{ local: local.programs, calls, relays: this.#relays, pipes: this.#pipes },
    });
    this.files = new FilesAcrossNodes({ local: local.files, calls, recordings });
    this.#stopLocal = local.subscribe((streamId) => {
      this.#servedNodes.changed(streamId);
      this.#tell(streamId);
    });
  }

  status(): MediaStatus {
    return this.#local.status();
  }

  packagerStatus(): MediaStatus<HlsReason> {
    return this.#local.packagerStatus();
  }

  load(): ReturnType<LiveMedia['load']> {
    return this.#local.load();
  }

  pipes(): PipesView {
    return this.#relays.view();
  }

  replay(slug: string): Promise<ReplayView | null> {
    return this.#local.replay(slug);
  }

  resume(): Promise<void> {
    return this.#local.resume();
  }

  async openSession(streamId: string, given: Omit<SessionOwner, 'seatId'>): Promise<MediaSession | null> {
    const { engines, ids, nodeId } = this.#deps;
    if (!(await engines.stream(streamId))) return null;
    const owner: SessionOwner = { ...given, seatId: ids.next() };
    const here = this.#sessions.get(streamId) ?? new Map<string, ForwardedMediaSession>();
    const session = new ForwardedMediaSession(streamId, owner, {
      ...{ local: this.#local, homes: this.#homes, relays: this.#relays, nodeId },
      ask: (address, use, args) => this.#calls.ask(address, use, args),
      onElsewhere: () => void this.#homeEvents.follow(streamId),
      onLeft: () => {
        here.delete(owner.seatId);
        if (here.size === 0) this.#sessions.delete(streamId);
      },
    });
    this.#sessions.set(streamId, here.set(owner.seatId, session));
    return session;
  }

  async view(streamId: string): Promise<MediaView | null> {
    if (!(await this.#homes.elsewhere(streamId))) return this.#local.view(streamId);
    this.#homeEvents.follow(streamId);
    const engine = await this.#deps.engines.stream(streamId);
    const known = await engine?.read(knownOf);
    const there = this.#homeEvents.onAir(streamId);
    if (!known || (!there && known.playbackUrl === null)) return null;
    return mediaViewOf(known, there ?? (await this.#local.onAir(streamId)), false);
  }

  async consoleView(streamId: string): Promise<ConsoleMediaView | null> {
    const isElsewhere = (await this.#homes.elsewhere(streamId)) !== null;
    if (isElsewhere) this.#homeEvents.follow(streamId);
    const engine = await this.#deps.engines.stream(streamId);
    const known = (isElsewhere && this.#homeEvents.onAir(streamId)) || (await this.#onAir(streamId));
    return engine ? engine.read((state) => consoleMediaViewOf(state, known)) : null;
  }

  subscribe(listener: (streamId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers a call of another server. Throws for an unknown call. */
  async answer({ use, args }: PeerCall): Promise<PeerAnswer> {
    const name = use.slice(MEDIA_CALLS.length);
    if (!isMediaUse(name)) throw new Error(`Nothing called ${use} is answered to other nodes.`);
    const value = await answerMedia(name, args, {
      ...{ local: this.#local, programs: this.programs, files: this.files },
      ...{ pipes: this.#pipes, servedNodes: this.#servedNodes },
    });
    return { value, head: null };
  }

  async close(): Promise<void> {
    this.#stopLocal();
    this.#homeEvents.close();
    this.#relays.close();
    this.#pipes.close();
    this.#servedNodes.close();
    await this.#local.close();
  }

  #pollHomes(onChange: (streamId: string) => void): NodeEventPoll {
    const { engines, peers, clock, nodeId, onFault } = this.#deps;
    return new NodeEventPoll({
      ...{ engines, peers, homes: this.#homes, clock, nodeId, onFault, onChange },
      watchers: (streamId) => this.#relays.watchers(streamId),
      onAnswer: (streamId, onAir) => this.#relays.heard(streamId, onAir),
      onEvent: (streamId, event) => this.#sessions.get(streamId)?.get(event[0])?.heard(event),
      onLost: (streamId) => {
        for (const session of this.#sessions.get(streamId)?.values() ?? []) session.lost();
        this.#relays.drop(streamId);
      },
      onEnd: (streamId) => this.#relays.drop(streamId),
    });
  }

  /** The stream's broadcast on this server, with the servers that it is piped to. */
  async #onAir(streamId: string): Promise<OnAirHere> {
    const servers = this.#pipes.addresses(streamId).length;
    const piped = { servers, viewers: this.#servedNodes.watchers(streamId) };
    return { ...(await this.#local.onAir(streamId)), piped };
  }

  #tell(streamId: string): void {
    for (const listener of this.#listeners) listener(streamId);
  }
}
