import type { Refusal } from '../../shared/contract/refusals.ts';
import { BoundedMap } from '../../shared/values/bounded-map.ts';
import { type Result, refuse } from '../../shared/values/result.ts';
import { refusalAck } from '../application/ack.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock, Ids } from '../lib/clock.ts';
import { type Media, MediaUnavailable } from '../ports/media.ts';
import { type PeerAnswer, type PeerCall, PeerGone, type Peers } from '../ports/peers.ts';
import type { Readers } from '../ports/readers.ts';
import type { Recordings } from '../ports/recordings.ts';
import { ForwardedMediaSession } from './forwarded-media-session.ts';
import type { LiveMedia, LocalMedia } from './live-media.ts';
import { MEDIA_RETRY_MS } from './local-media-session.ts';
import type { MediaHomes } from './media-homes.ts';
import type { SessionOwner } from './media-session.ts';
import { consoleMediaViewOf, knownOf, mediaViewOf, type OnAirHere } from './media-view.ts';
import { NodeEventPoll } from './node-event-poll.ts';
import { isMediaUse, type MediaUse, mediaArguments } from './peer-arguments.ts';
import { type PipeGrant, Pipes, type SendAnswer } from './pipes.ts';
import type { Programs, SessionName } from './programs.ts';
import type { HomeCalls } from './relay.ts';
import { Relays } from './relays.ts';
import { ServedNodes } from './served-nodes.ts';

/** Calls of live video begin with this. */
export const MEDIA_CALLS = 'media:';
/** A worker may have to be started for the answer. */
const ASK_MS = 10_000;
/** The first piece of a broadcast takes some seconds. */
const PLAYLIST_MS = 20_000;
const KEPT_SLUGS = 1_000;
/** Pieces of other nodes' broadcasts, a megabyte each. */
const KEPT_PIECES = 40;
/** Well within a frame between nodes, also in base64. */
const PART_BYTES = 128 * 1_024;
const MAX_PIECE_BYTES = 32 * 1_024 * 1_024;

export interface AcrossNodesDeps {
  /** What lets this server show other servers' streams by itself. */
  media: Pick<Media, 'status' | 'openSfuRoom'>;
  engines: Engines;
  peers: Peers;
  readers: Pick<Readers, 'streamBySlug'>;
  recordings: Pick<Recordings, 'read'>;
  clock: Clock;
  ids: Ids;
  nodeId: string;
  /** Where the other nodes reach this one. */
  address: string;
  onFault(error: unknown, context: string): void;
  onNote(note: string, details: Record<string, unknown>): void;
}

/**
 * Live video of several servers. Whoever broadcasts a stream is answered by the one that has its media, through the
 * server where they came in, and sends straight to that one's address. Whoever watches is served where they came in, by
 * a pipe between the two servers; by the one that has the media, while no pipe can be had.
 */
export function acrossNodes(
  local: LocalMedia,
  homes: MediaHomes,
  deps: AcrossNodesDeps,
): LiveMedia & { answer(call: PeerCall): Promise<PeerAnswer> } {
  const { media, engines, peers, readers, recordings, clock, ids, nodeId, address, onFault, onNote } = deps;
  const slugs = new BoundedMap<string, string>(KEPT_SLUGS);
  const pieces = new BoundedMap<string, Promise<Buffer | null>>(KEPT_PIECES);
  const crossingStills = new Map<string, Promise<string | null>>();
  const listeners = new Set<(streamId: string) => void>();
  const sessions = new Map<string, Map<string, ForwardedMediaSession>>();
  const pipes = new Pipes({ room: local.room, onAir, onChange: tell, homes, ids });
  const servedNodes = new ServedNodes({
    ...{ local, clock, onAir },
    onSilent: (streamId, node) => pipes.shut(streamId, node, null),
  });
  const homeEvents = new NodeEventPoll({
    ...{ engines, peers, homes, clock, nodeId, onFault },
    watchers: (streamId) => relays.watchers(streamId),
    onChange: (streamId) => tell(streamId),
    onAnswer: (streamId, onAir) => relays.heard(streamId, onAir),
    onEvent: (streamId, event) => sessions.get(streamId)?.get(event[0])?.heard(event),
    onLost(streamId) {
      for (const session of sessions.get(streamId)?.values() ?? []) session.lost();
      relays.drop(streamId);
    },
    onEnd: (streamId) => relays.drop(streamId),
  });
  const relays: Relays = new Relays({
    ...{ media, engines, homes, clock, onNote },
    calls: callsTo,
    follow: (streamId) => homeEvents.follow(streamId),
    onAir: (streamId) => homeEvents.onAir(streamId),
  });

  /** What this server has of a stream, and whom else it is piped to. */
  async function onAir(streamId: string): Promise<OnAirHere> {
    const piped = { servers: pipes.addresses(streamId).length, viewers: servedNodes.watchers(streamId) };
    return { ...(await local.onAir(streamId)), piped };
  }

  function tell(streamId: string): void {
    for (const listener of listeners) listener(streamId);
  }
  const stopLocal = local.subscribe((streamId) => {
    servedNodes.changed(streamId);
    tell(streamId);
  });

  async function ask<T>(address: string, use: string, args: unknown[], timeoutMs = ASK_MS): Promise<T> {
    const { value } = await peers.ask(address, { use: `${MEDIA_CALLS}${use}`, args }, timeoutMs);
    return value as T;
  }

  /** What a relay asks of the home of its stream. */
  function callsTo(home: string): HomeCalls {
    const gone = (error: unknown) => {
      throw error instanceof PeerGone ? new MediaUnavailable('the other server does not answer') : error;
    };
    return {
      open: (request) =>
        ask<PipeGrant | null>(home, 'pipe', [{ ...request, node: nodeId, address }]).catch(gone),
      send: (streamId, pipeId, sourceId) =>
        ask<SendAnswer>(home, 'send', [streamId, nodeId, pipeId, sourceId]).catch(gone),
      shut: (streamId, pipeId) => void ask(home, 'shut', [streamId, nodeId, pipeId]).catch(() => {}),
    };
  }

  async function streamOf(slug: string): Promise<string | null> {
    const kept = slugs.get(slug);
    if (kept) return kept;
    const row = await readers.streamBySlug(slug);
    if (row) slugs.set(slug, row.streamId);
    return row?.streamId ?? null;
  }

  /** Answers where the stream's media are. @param instead what to do when that server is gone */
  async function atHome<T>(
    slug: string,
    call: { use: string; args: unknown[]; timeoutMs?: number },
    here: () => Promise<T>,
    instead: () => Promise<T>,
  ): Promise<T> {
    const streamId = await streamOf(slug);
    const home = streamId === null ? null : await homes.elsewhere(streamId);
    if (streamId === null || !home) return here();
    try {
      return await ask<T>(home.address, call.use, call.args, call.timeoutMs);
    } catch (error) {
      if (!(error instanceof PeerGone)) throw error;
      homes.isGone(streamId, home.node);
      return instead();
    }
  }

  const away = async () => refuse({ code: 'UNAVAILABLE', retryAfterMs: MEDIA_RETRY_MS } as const);
  type SessionUse = 'find' | 'restart' | 'end';
  /** A session of this server, or, at the home of the stream, of a server that it is piped to. */
  async function ofPiped<T>(use: SessionUse, where: SessionName): Promise<Result<T, Refusal>> {
    const own = (await local.programs[use](where)) as Result<T, Refusal>;
    const streamId = await streamOf(where.slug);
    if (own.ok || own.refusal.code !== 'NOT_FOUND' || streamId === null) return own;
    for (const there of pipes.addresses(streamId)) {
      const asked = ask<Result<T, Refusal>>(there, 'session', [use, where]);
      const found = await asked.catch(() => own);
      if (found.ok || found.refusal.code !== 'NOT_FOUND') return found;
    }
    return own;
  }
  /** What this server began itself is here; everything else is asked for where the media are. */
  function ofSession<T>(use: SessionUse) {
    return async (where: SessionName): Promise<Result<T, Refusal>> => {
      const here = () => ofPiped<T>(use, where);
      const isHere = await local.programs.find(where);
      if (isHere.ok || isHere.refusal.code !== 'NOT_FOUND') return here();
      return atHome<Result<T, Refusal>>(where.slug, { use, args: [where] }, here, away);
    };
  }
  const programs: Programs = {
    publish: (...args) => {
      const here = () => local.programs.publish(...args);
      return atHome(args[0], { use: 'publish', args }, here, here);
    },
    async play(...args) {
      const streamId = await streamOf(args[0]);
      const relay = streamId === null ? null : await relays.of(streamId);
      const played = relay && (await local.programs.play(...args, relay));
      if (played && (played.ok || played.refusal.code !== 'UNAVAILABLE')) return played;
      return atHome(args[0], { use: 'play', args }, () => local.programs.play(...args), away);
    },
    find: ofSession('find'),
    restart: ofSession('restart'),
    end: ofSession('end'),
  };

  /** A still is taken where the stream's media are; it crosses for each who asks here, at most once at a time. */
  async function stillElsewhere(slug: string): Promise<Uint8Array | null> {
    const none = async () => null;
    const crossing =
      crossingStills.get(slug) ?? atHome<string | null>(slug, { use: 'still', args: [slug] }, none, none);
    crossingStills.set(slug, crossing);
    const still = await crossing.catch(() => null).finally(() => crossingStills.delete(slug));
    return still === null ? null : Buffer.from(still, 'base64');
  }

  async function readPiece(slug: string, name: string): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    for (let from = 0; from < MAX_PIECE_BYTES; ) {
      const call = { use: 'piece', args: [slug, name, from] };
      const none = async () => null;
      const part = await atHome<string | null>(slug, call, none, none);
      if (part === null) return null;
      const bytes = Buffer.from(part, 'base64');
      parts.push(bytes);
      from += bytes.length;
      if (bytes.length < PART_BYTES) return Buffer.concat(parts);
    }
    return null;
  }

  /** Each piece crosses once, however many play it here. */
  async function pieceElsewhere(slug: string, name: string): Promise<Buffer | null> {
    const id = `${slug} ${name}`;
    const reading = pieces.get(id) ?? readPiece(slug, name);
    pieces.set(id, reading);
    const piece = await reading.catch(() => null);
    if (piece === null) pieces.delete(id);
    return piece;
  }

  const answers: Record<MediaUse, (args: unknown[]) => Promise<unknown>> = {
    publish: taking((...of: Parameters<Programs['publish']>) => local.programs.publish(...of)),
    play: taking((slug: string, from: string, offer: string) => local.programs.play(slug, from, offer)),
    find: taking((where: SessionName) => ofPiped('find', where)),
    restart: taking((where: SessionName) => ofPiped('restart', where)),
    end: taking((where: SessionName) => ofPiped('end', where)),
    session: taking((use: SessionUse, where: SessionName) => local.programs[use](where)),
    pipe: taking((...of: Parameters<Pipes['open']>) => pipes.open(...of)),
    send: taking((...of: Parameters<Pipes['send']>) => pipes.send(...of)),
    shut: taking(async (...of: Parameters<Pipes['shut']>) => pipes.shut(...of)),
    playlist: taking(local.files.livePlaylist),
    piece: taking(async (slug: string, name: string, from: number) => {
      const path = await local.files.livePiece(slug, name);
      if (typeof path !== 'string') return null;
      return (await recordings.read(path, from, PART_BYTES)).toString('base64');
    }),
    still: taking(async (slug: string) => {
      const still = await local.files.still(slug);
      return still && Buffer.from(still).toString('base64');
    }),
    seat: taking((...of: Parameters<ServedNodes['run']>) => servedNodes.run(...of)),
    leave: taking(async (...of: Parameters<ServedNodes['leave']>) => servedNodes.leave(...of)),
    news: taking((...of: Parameters<ServedNodes['events']>) => servedNodes.events(...of)),
  };

  return {
    ...local,
    programs,
    pipes: () => relays.view(),
    files: {
      ...local.files,
      livePlaylist: (slug) =>
        atHome(
          slug,
          { use: 'playlist', args: [slug], timeoutMs: PLAYLIST_MS },
          () => local.files.livePlaylist(slug),
          away,
        ),
      async livePiece(slug, name) {
        const streamId = await streamOf(slug);
        const isElsewhere = streamId !== null && (await homes.elsewhere(streamId)) !== null;
        return isElsewhere ? pieceElsewhere(slug, name) : local.files.livePiece(slug, name);
      },
      async still(slug) {
        const streamId = await streamOf(slug);
        const isElsewhere = streamId !== null && (await homes.elsewhere(streamId)) !== null;
        return isElsewhere ? stillElsewhere(slug) : local.files.still(slug);
      },
    },
    async openSession(streamId, given) {
      if (!(await engines.stream(streamId))) return null;
      const owner: SessionOwner = { ...given, seatId: ids.next() };
      const here = sessions.get(streamId) ?? new Map<string, ForwardedMediaSession>();
      const session = new ForwardedMediaSession(streamId, owner, {
        ...{ local, homes, relays, nodeId, ask },
        onElsewhere: () => void homeEvents.follow(streamId),
        onLeft() {
          here.delete(owner.seatId);
          if (here.size === 0) sessions.delete(streamId);
        },
      });
      sessions.set(streamId, here.set(owner.seatId, session));
      return session;
    },
    async view(streamId) {
      if (!(await homes.elsewhere(streamId))) return local.view(streamId);
      homeEvents.follow(streamId);
      const engine = await engines.stream(streamId);
      const known = await engine?.read(knownOf);
      const there = homeEvents.onAir(streamId);
      if (!known || (!there && known.playbackUrl === null)) return null;
      return mediaViewOf(known, there ?? (await local.onAir(streamId)), false);
    },
    async consoleView(streamId) {
      const isElsewhere = (await homes.elsewhere(streamId)) !== null;
      if (isElsewhere) homeEvents.follow(streamId);
      const engine = await engines.stream(streamId);
      const known = (isElsewhere && homeEvents.onAir(streamId)) || (await onAir(streamId));
      return engine ? engine.read((state) => consoleMediaViewOf(state, known)) : null;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async answer({ use, args }) {
      const name = use.slice(MEDIA_CALLS.length);
      if (!isMediaUse(name)) throw new Error(`Nothing called ${use} is answered to other nodes.`);
      const parsed = mediaArguments(name, args);
      if (!parsed.ok) return { value: noTo(name, parsed.refusal), head: null };
      return { value: (await answers[name](parsed.value)) ?? null, head: null };
    },
    async close() {
      stopLocal();
      homeEvents.close();
      relays.close();
      pipes.close();
      servedNodes.close();
      await local.close();
    },
  };
}

/** How a call is answered whose arguments are in no known form, in the words of what it asks. Throws where it has none. */
function noTo(use: MediaUse, refusal: Refusal): unknown {
  switch (use) {
    case 'publish':
    case 'play':
    case 'find':
    case 'restart':
    case 'end':
    case 'session':
    case 'playlist':
      return refuse(refusal);
    case 'seat':
      return refusalAck(refusal);
    case 'send':
      return { kind: 'none' } satisfies SendAnswer;
    case 'pipe':
    case 'piece':
    case 'still':
    case 'shut':
    case 'leave':
      return null;
    case 'news':
      throw new Error(`NodeEvents were asked for in no known form: ${JSON.stringify(refusal)}`);
  }
}

/** A call's arguments as `mediaArguments` has judged them. */
function taking<Args extends unknown[]>(
  run: (...args: Args) => Promise<unknown>,
): (args: unknown[]) => Promise<unknown> {
  return (args) => run(...(args as Args));
}
