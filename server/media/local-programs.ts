import type { Refusal } from '../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock, Ids } from '../lib/clock.ts';
import { rightsOn } from '../market/kernel/authority.ts';
import type { Directory } from '../ports/directory.ts';
import type { Answered, Published, Received } from '../ports/media.ts';
import type { Readers } from '../ports/readers.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Broadcast } from './broadcast.ts';
import { refusalOfMedia } from './local-media-session.ts';
import type { MediaRoom } from './media-room.ts';
import type { Opened, ProgramKind, Programs, SessionName } from './programs.ts';
import type { Guest, Showing } from './showing.ts';

/** Bounds of outside players of one stream, and from one address: an embed is no crowd. */
const MAX_PLAYERS = 200;
const MAX_PLAYERS_PER_ADDRESS = 20;
/** Retry-after in ms of a program that finds a console broadcasting. */
const BUSY_MS = 5_000;
/** Retry-after in ms without a player's place. */
const FULL_MS = 60_000;
/** Time between two checks of a stream key in ms: a revoked key ends its session within it. */
const KEY_LOOK_MS = 1_000;

interface Session extends Guest {
  kind: ProgramKind;
  slug: string;
  streamId: string;
  answered: Answered;
  etag: string;
  /** The hash of the session's key; '' for a player. */
  keyHash: string;
  address: string;
}

interface LocalProgramsDeps {
  room: (streamId: string) => Promise<MediaRoom | null>;
  engines: Pick<Engines, 'stream'>;
  readers: Pick<Readers, 'streamBySlug'>;
  directory: Pick<Directory, 'staffById'>;
  secrets: Pick<Secrets, 'digest' | 'randomToken'>;
  clock: Clock;
  ids: Ids;
}

/** Programs on this server alone. A stream of another server is playable through its relay here. */
export class LocalPrograms implements Programs {
  readonly #deps: LocalProgramsDeps;
  readonly #sessions = new Map<string, Session>();

  constructor(deps: LocalProgramsDeps) {
    this.#deps = deps;
  }

  publish(slug: string, key: string | null, label: string, offer: string): Promise<Result<Opened, Refusal>> {
    return answeringMedia(async () => {
      const { readers, secrets } = this.#deps;
      const stream = await readers.streamBySlug(slug);
      const keyHash = secrets.digest(key ?? '');
      // An unknown stream and a wrong key get the same answer.
      if (!stream || (await this.#keyOf(stream.streamId)) !== keyHash) {
        return refuse({ code: 'UNAUTHENTICATED' });
      }
      const { streamId } = stream;
      const room = await this.#deps.room(streamId);
      if (!room) return refuse({ code: 'NOT_FOUND' });
      await room.refresh();
      if (room.isOver) return refuse({ code: 'STREAM_CLOSED' });
      // A program retries automatically, so it never takes the camera back from a console.
      if (room.air.broadcast?.via === 'console') return refuse({ code: 'BUSY', retryAfterMs: BUSY_MS });
      await room.claim();
      const sfuRoom = await room.sfuRoom();
      const ending = lateEnd();
      const answered = await sfuRoom.answerPublisher(offer, ending.onLost);
      const session = { kind: 'whip', slug, streamId, answered, keyHash, address: '' } as const;
      const opened = this.#begin(room, session, label, answered.sources);
      ending.set(() => this.#leave(opened));
      return ok(opened);
    });
  }

  /** Plays a stream. @param at its relay here, if another server has its media */
  play(slug: string, address: string, offer: string, at?: Showing): Promise<Result<Opened, Refusal>> {
    return answeringMedia(async () => {
      const stream = await this.#deps.readers.streamBySlug(slug);
      if (!stream || stream.rehearsalOf !== null) return refuse({ code: 'NOT_FOUND' });
      const { streamId } = stream;
      if (this.#isFull(streamId, address)) return refuse({ code: 'RATE_LIMITED', retryAfterMs: FULL_MS });
      const room = at ?? (await this.#deps.room(streamId));
      await room?.refresh();
      if (!room?.isShown) return refuse({ code: 'STREAM_NOT_LIVE' });
      const onAir = await room.sources();
      const sources = onAir.filter(({ name }) => name !== 'screen').map(({ source }) => source);
      if (sources.length === 0) return refuse({ code: 'STREAM_NOT_LIVE' });
      const sfuRoom = await room.sfuRoom();
      const ending = lateEnd();
      const answered = await sfuRoom.answerPlayer(offer, sources, ending.onLost);
      const session = { kind: 'whep', slug, streamId, answered, keyHash: '', address } as const;
      const opened = this.#keep(room, session, () => {});
      await this.#resume(opened, answered.received);
      ending.set(() => this.#leave(opened));
      return ok(opened);
    });
  }

  async find(where: SessionName): Promise<Result<{ etag: string }, Refusal>> {
    const session = this.#sessionOf(where);
    return session.ok ? ok({ etag: session.value.etag }) : session;
  }

  restart(where: SessionName): Promise<Result<{ fragment: string; etag: string }, Refusal>> {
    return answeringMedia(async () => {
      const found = this.#sessionOf(where);
      if (!found.ok) return found;
      const fragment = await found.value.answered.restart();
      found.value.etag = this.#newTag();
      return ok({ fragment, etag: found.value.etag });
    });
  }

  async end(where: SessionName): Promise<Result<null, Refusal>> {
    const found = this.#sessionOf(where);
    if (!found.ok) return found;
    found.value.leave();
    return ok(null);
  }

  /** Begins the broadcast of a program in a room. */
  #begin(
    room: MediaRoom,
    session: Omit<Session, 'leave' | 'etag'>,
    label: string,
    sources: readonly Published[],
  ): Opened {
    const broadcast: Broadcast = {
      ...{ seatId: this.#deps.ids.next(), label, via: 'whip' },
      end: () => this.#leave(opened),
    };
    const opened = this.#keep(room, session, () => room.air.end(broadcast));
    room.begin(broadcast);
    for (const source of sources) {
      room.air.put({ name: source.kind === 'audio' ? 'microphone' : 'camera', source, by: broadcast });
    }
    return opened;
  }

  /** Starts a player's streams. When all have ended the session closes, and the player has to start again. */
  async #resume(opened: Opened, received: readonly Received[]): Promise<void> {
    let playing = received.length;
    for (const one of received) {
      one.onClosed(() => {
        playing -= 1;
        if (playing === 0) this.#leave(opened);
      });
      await one.resume();
    }
  }

  #isFull(streamId: string, address: string): boolean {
    const players = [...this.#sessions.values()].filter(({ kind }) => kind === 'whep');
    const here = players.filter((player) => player.streamId === streamId);
    const fromThere = address === '' ? [] : players.filter((player) => player.address === address);
    return here.length >= MAX_PLAYERS || fromThere.length >= MAX_PLAYERS_PER_ADDRESS;
  }

  /** The hash of the stream key while its maker may broadcast here (A1): the key has no more rights than its maker. */
  async #keyOf(streamId: string): Promise<string | null> {
    const { engines, directory } = this.#deps;
    const engine = await engines.stream(streamId);
    const stands = await engine?.read(({ ingestKey, hostId, assistants }) => ({
      ingestKey,
      hostId,
      assistants,
    }));
    if (!stands?.ingestKey) return null;
    const maker = await directory.staffById(stands.ingestKey.byId);
    if (!maker || maker.offAtMs !== null) return null;
    return rightsOn(stands, maker)?.isHost ? stands.ingestKey.hash : null;
  }

  /** Checks the key of a broadcast periodically: it may be revoked on any server, and its maker may lose the right. */
  #watchKey(sessionId: string, session: Session): void {
    const { clock } = this.#deps;
    clock.at(clock.nowMs() + KEY_LOOK_MS, async () => {
      if (this.#sessions.get(sessionId) !== session) return;
      const hash = await this.#keyOf(session.streamId).catch(() => session.keyHash);
      if (hash === session.keyHash) this.#watchKey(sessionId, session);
      else session.leave();
    });
  }

  #keep(room: Showing, session: Omit<Session, 'leave' | 'etag'>, onLeave: () => void): Opened {
    const sessionId = this.#deps.secrets.randomToken();
    const kept: Session = {
      ...session,
      etag: this.#newTag(),
      leave: () => {
        if (!this.#sessions.delete(sessionId)) return;
        session.answered.line.close();
        onLeave();
        room.left(kept);
      },
    };
    this.#sessions.set(sessionId, kept);
    room.enter(kept);
    if (session.kind === 'whip') this.#watchKey(sessionId, kept);
    return { sessionId, answer: session.answered.answer, etag: kept.etag };
  }

  #leave({ sessionId }: Opened): void {
    this.#sessions.get(sessionId)?.leave();
  }

  #sessionOf({ kind, slug, sessionId, key }: SessionName): Result<Session, Refusal> {
    const session = this.#sessions.get(sessionId);
    if (session?.kind !== kind || session.slug !== slug) return refuse({ code: 'NOT_FOUND' });
    if (kind === 'whip' && this.#deps.secrets.digest(key ?? '') !== session.keyHash) {
      return refuse({ code: 'UNAUTHENTICATED' });
    }
    return ok(session);
  }

  #newTag(): string {
    return this.#deps.secrets.randomToken().slice(0, 16);
  }
}

/** The end of a session whose line may break before the session is kept. */
function lateEnd() {
  let end: (() => void) | null = null;
  let isLost = false;
  return {
    onLost() {
      isLost = true;
      end?.();
    },
    set(leave: () => void) {
      end = leave;
      if (isLost) leave();
    },
  };
}

async function answeringMedia<T>(ask: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  try {
    return await ask();
  } catch (fault) {
    const refusal = refusalOfMedia(fault, 'offer');
    if (!refusal) throw fault;
    return refuse(refusal);
  }
}
