import type { Ack } from '../../../shared/contract/command.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { ConsoleReply, ConsoleRequest, MediaCommand } from '../../../shared/protocol.ts';
import { type Result, refuse } from '../../../shared/values/result.ts';
import { claimMediaHome } from '../../domain/stream/media.ts';
import type { Engines } from '../../engine/engines.ts';
import { MediaUnavailable } from '../../ports/media.ts';
import { type PeerAnswer, type PeerCall, PeerGone, type Peers } from '../../ports/peers.ts';
import type { Readers } from '../../ports/readers.ts';
import type { Recordings } from '../../ports/recordings.ts';
import type { Clock, Ids } from '../../ports/world.ts';
import { refusalAck } from '../ack.ts';
import { BoundedMap } from '../bounded-map.ts';
import type { LiveMedia, LocalMedia } from './live-media.ts';
import { consoleMediaViewOf, knownOf, mediaViewOf } from './media-view.ts';
import { followNews, openOutlets } from './news.ts';
import type { Programs, SessionName } from './programs.ts';
import { MEDIA_RETRY_MS, type SeatOwner, type TakenSeat } from './seat.ts';

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
}

/** Which of several servers has a stream's media: the log says it, and a server that is gone is replaced. */
export function openMediaHomes(deps: Pick<AcrossNodesDeps, 'engines' | 'clock' | 'nodeId' | 'address'>) {
  const { engines, clock, nodeId: node, address } = deps;
  /** Stream → the server that had its media and did not answer. */
  const gone = new BoundedMap<string, string>(1_000);

  /** The other server that has this stream's media, or null. */
  async function elsewhere(streamId: string): Promise<{ node: string; address: string } | null> {
    const engine = await engines.stream(streamId);
    const home = (await engine?.read(({ mediaHome }) => mediaHome)) ?? null;
    return home && home.node !== node ? home : null;
  }

  return {
    elsewhere,
    isGone: (streamId: string, home: string) => gone.set(streamId, home),
    /** @throws MediaUnavailable if another one has it */
    async claim(streamId: string): Promise<void> {
      const engine = await engines.stream(streamId);
      const request = { node, address, gone: gone.get(streamId) ?? null };
      await engine?.submit({
        ...{ receivedAtMs: clock.nowMs(), ids: [], key: null },
        decide: (state) => claimMediaHome(state, request),
      });
      if (await elsewhere(streamId)) throw new MediaUnavailable('another server has this stream’s media');
    },
  };
}

/**
 * Live video of several servers: whoever broadcasts or watches a stream is answered by the one that has its media,
 * through the server where they came in. The media themselves go straight to that one's address.
 */
export function acrossNodes(
  local: LocalMedia,
  homes: ReturnType<typeof openMediaHomes>,
  deps: AcrossNodesDeps,
): LiveMedia & { answer(call: PeerCall): Promise<PeerAnswer> } {
  const { engines, peers, readers, recordings, clock, ids, nodeId, onFault } = deps;
  const slugs = new BoundedMap<string, string>(KEPT_SLUGS);
  const pieces = new BoundedMap<string, Promise<Buffer | null>>(KEPT_PIECES);
  const listeners = new Set<(streamId: string) => void>();
  const seats = new Map<string, Map<string, SeatOwner>>();
  const outlets = openOutlets({ local, clock });
  const news = followNews({
    ...{ engines, peers, homes, clock, nodeId, onFault },
    onNews: (streamId) => tell(streamId),
    onEvent(streamId, event) {
      const owner = seats.get(streamId)?.get(event[0]);
      if (event[1] === 'layer') owner?.onLayer(event[2], event[3]);
      else owner?.onRejoin();
    },
    onLost(streamId) {
      for (const owner of seats.get(streamId)?.values() ?? []) owner.onRejoin();
    },
  });

  function tell(streamId: string): void {
    for (const listener of listeners) listener(streamId);
  }
  const stopLocal = local.subscribe((streamId) => {
    outlets.changed(streamId);
    tell(streamId);
  });

  async function ask<T>(address: string, use: string, args: unknown[], timeoutMs = ASK_MS): Promise<T> {
    const { value } = await peers.ask(address, { use: `${MEDIA_CALLS}${use}`, args }, timeoutMs);
    return value as T;
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
  /** What this server began itself is here; everything else is asked for where the media are. */
  function ofSession<T>(use: 'find' | 'restart' | 'end') {
    return async (where: SessionName): Promise<Result<T, Refusal>> => {
      const here = () => local.programs[use](where) as Promise<Result<T, Refusal>>;
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
    play: (...args) => atHome(args[0], { use: 'play', args }, () => local.programs.play(...args), away),
    find: ofSession('find'),
    restart: ofSession('restart'),
    end: ofSession('end'),
  };

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

  const answers: Record<string, (args: unknown[]) => Promise<unknown>> = {
    publish: taking(local.programs.publish),
    play: taking(local.programs.play),
    find: taking(local.programs.find),
    restart: taking(local.programs.restart),
    end: taking(local.programs.end),
    playlist: taking(local.files.livePlaylist),
    piece: taking(async (slug: string, name: string, from: number) => {
      const path = await local.files.livePiece(slug, name);
      if (typeof path !== 'string') return null;
      return (await recordings.read(path, from, PART_BYTES)).toString('base64');
    }),
    seat: taking(outlets.run),
    leave: taking(async (...of: Parameters<typeof outlets.leave>) => outlets.leave(...of)),
    news: taking(outlets.news),
  };

  return {
    ...local,
    programs,
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
    },
    async seat(streamId, given) {
      if (!(await engines.stream(streamId))) return null;
      const owner: SeatOwner = { ...given, seatId: ids.next() };
      const here = seats.get(streamId) ?? new Map<string, SeatOwner>();
      seats.set(streamId, here.set(owner.seatId, owner));
      return new WanderingSeat(streamId, owner, {
        ...{ local, homes, nodeId, ask },
        onElsewhere: () => news.follow(streamId),
        onLeft() {
          here.delete(owner.seatId);
          if (here.size === 0) seats.delete(streamId);
        },
      });
    },
    async view(streamId) {
      if (!(await homes.elsewhere(streamId))) return local.view(streamId);
      news.follow(streamId);
      const engine = await engines.stream(streamId);
      const known = await engine?.read(knownOf);
      const onAir = news.onAir(streamId);
      if (!known || (!onAir && known.playbackUrl === null)) return null;
      return mediaViewOf(known, onAir ?? (await local.onAir(streamId)), false);
    },
    async consoleView(streamId) {
      if (!(await homes.elsewhere(streamId))) return local.consoleView(streamId);
      news.follow(streamId);
      const engine = await engines.stream(streamId);
      const onAir = news.onAir(streamId) ?? (await local.onAir(streamId));
      return engine ? engine.read((state) => consoleMediaViewOf(state, onAir)) : null;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async answer({ use, args }) {
      const answer = answers[use.slice(MEDIA_CALLS.length)];
      if (!answer) throw new Error(`Nothing called ${use} is answered to other nodes.`);
      return { value: (await answer(args)) ?? null, head: null };
    },
    async close() {
      stopLocal();
      news.close();
      outlets.close();
      await local.close();
    },
  };
}

/** A call's arguments as they came from another node, which has judged them. */
function taking<Args extends unknown[]>(
  run: (...args: Args) => Promise<unknown>,
): (args: unknown[]) => Promise<unknown> {
  return (args) => run(...(args as Args));
}

/** A seat that is where the stream's media are, at each command anew. */
class WanderingSeat implements TakenSeat {
  private readonly streamId: string;
  private readonly owner: SeatOwner;
  private readonly deps: {
    local: LocalMedia;
    homes: ReturnType<typeof openMediaHomes>;
    nodeId: string;
    ask: <T>(address: string, use: string, args: unknown[]) => Promise<T>;
    onElsewhere: () => void;
    onLeft: () => void;
  };
  private here: Promise<TakenSeat | null> | null = null;
  /** Where it was at the last command: another server's address, '' here, null nowhere yet. */
  private place: string | null = null;
  private hasLeft = false;

  constructor(streamId: string, owner: SeatOwner, deps: WanderingSeat['deps']) {
    this.streamId = streamId;
    this.owner = owner;
    this.deps = deps;
  }

  async run<C extends MediaCommand>(command: C, request: ConsoleRequest<C>): Promise<Ack<ConsoleReply<C>>> {
    const { homes } = this.deps;
    const home = await homes.elsewhere(this.streamId);
    if (this.hasLeft) return refusalAck({ code: 'NOT_FOUND' });
    if (!home) return this.runHere(command, request);
    this.deps.onElsewhere();
    const { seatId, isStaff } = this.owner;
    const args = [this.streamId, this.deps.nodeId, { seatId, isStaff }, command, request];
    try {
      const answer = await this.deps.ask<Ack<ConsoleReply<C>>>(home.address, 'seat', args);
      this.moveTo(home.address, command);
      return answer;
    } catch (error) {
      if (!(error instanceof PeerGone)) throw error;
      homes.isGone(this.streamId, home.node);
      // Who broadcasts begins again here; who watches waits for who broadcasts.
      const isHosts = isStaff && (command === 'media:capabilities' || command === 'media:open');
      if (isHosts) return this.runHere(command, request);
      return refusalAck({ code: 'UNAVAILABLE', retryAfterMs: MEDIA_RETRY_MS });
    }
  }

  leave(): void {
    this.hasLeft = true;
    this.leavePlace();
    this.deps.onLeft();
  }

  private async runHere<C extends MediaCommand>(
    command: C,
    request: ConsoleRequest<C>,
  ): Promise<Ack<ConsoleReply<C>>> {
    this.moveTo('', command);
    this.here ??= this.deps.local.seat(this.streamId, this.owner);
    const seat = await this.here;
    return seat ? seat.run(command, request) : refusalAck({ code: 'NOT_FOUND' });
  }

  /** What it had at the place before is lost to it; who is just beginning knows of nothing there. */
  private moveTo(place: string, command: MediaCommand): void {
    if (this.place === place) return;
    const hadPlace = this.place !== null && command !== 'media:capabilities';
    this.leavePlace();
    this.place = place;
    if (hadPlace) this.owner.onRejoin();
  }

  private leavePlace(): void {
    const { here, place } = this;
    this.here = null;
    here?.then(
      (seat) => seat?.leave(),
      () => {},
    );
    if (!place) return;
    const { ask, nodeId } = this.deps;
    ask(place, 'leave', [this.streamId, nodeId, this.owner.seatId]).catch(() => {});
  }
}
