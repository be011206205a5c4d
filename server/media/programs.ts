import type { Refusal } from '../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import type { Engines } from '../application/engines.ts';
import type { Clock, Ids } from '../lib/clock.ts';
import { rightsOn } from '../market/kernel/authority.ts';
import type { Directory } from '../ports/directory.ts';
import type { Answered } from '../ports/media.ts';
import type { Readers } from '../ports/readers.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Broadcast } from './broadcast.ts';
import { refusalOfMedia } from './local-media-session.ts';
import type { MediaRoom } from './media-room.ts';
import type { Guest, Showing } from './showing.ts';

/** Outside players of one stream at once, and from one address: an embed is not a crowd. */
const MAX_PLAYERS = 200;
const MAX_PLAYERS_PER_ADDRESS = 20;
/** A program that finds a console broadcasting is told to come back. */
const BUSY_MS = 5_000;
/** A key that was taken away ends what was begun by it within this time. */
const KEY_LOOK_MS = 1_000;

export type ProgramKind = 'whip' | 'whep';

/** What a program gets for its offer. */
export interface Opened {
  /** Unguessable: who knows it may end a player's session. */
  sessionId: string;
  answer: string;
  etag: string;
}

interface Session extends Guest {
  kind: ProgramKind;
  slug: string;
  streamId: string;
  answered: Answered;
  etag: string;
  /** The hash of the key that it came with; '' for a player. */
  keyHash: string;
  address: string;
}

/** Programs that speak WebRTC over HTTP: they publish (WHIP, RFC 9725) or play (WHEP). */
export interface Programs {
  /** Publishes all of an offer, in the place of another program; a console that broadcasts goes before it. */
  publish(slug: string, key: string | null, label: string, offer: string): Promise<Result<Opened, Refusal>>;
  /** Plays what is on the air of a public stream. @param address where it asks from; '' is not limited */
  play(slug: string, address: string, offer: string): Promise<Result<Opened, Refusal>>;
  /** A session that is there and, for one that publishes, whose key this is. Its ETag names its present ICE. */
  find(where: SessionName): Promise<Result<{ etag: string }, Refusal>>;
  /** New ICE credentials, as an SDP fragment. */
  restart(where: SessionName): Promise<Result<{ fragment: string; etag: string }, Refusal>>;
  end(where: SessionName): Promise<Result<null, Refusal>>;
}

/** Programs at this server alone: a stream of another one can be played where it is shown here. */
export interface LocalPrograms extends Programs {
  play(slug: string, address: string, offer: string, at?: Showing): Promise<Result<Opened, Refusal>>;
}

export interface SessionName {
  kind: ProgramKind;
  slug: string;
  sessionId: string;
  key: string | null;
}

export function openPrograms(deps: {
  room: (streamId: string) => Promise<MediaRoom | null>;
  engines: Pick<Engines, 'stream'>;
  readers: Pick<Readers, 'streamBySlug'>;
  directory: Pick<Directory, 'staffById'>;
  secrets: Pick<Secrets, 'digest' | 'randomToken'>;
  clock: Clock;
  ids: Ids;
}): LocalPrograms {
  const { engines, readers, directory, secrets, clock, ids } = deps;
  const sessions = new Map<string, Session>();
  const newTag = () => secrets.randomToken().slice(0, 16);

  /** The key's hash, as long as whoever made it may broadcast here by hand (A1): it is worth no more than they are. */
  async function keyOf(streamId: string): Promise<string | null> {
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

  /** Asked again and again while a program broadcasts: a key may be revoked at any server, and its maker's rights go. */
  function watchKey(sessionId: string, session: Session): void {
    clock.at(clock.nowMs() + KEY_LOOK_MS, async () => {
      if (sessions.get(sessionId) !== session) return;
      const hash = await keyOf(session.streamId).catch(() => session.keyHash);
      if (hash === session.keyHash) watchKey(sessionId, session);
      else session.leave();
    });
  }

  function keep(room: Showing, session: Omit<Session, 'leave' | 'etag'>, onLeave: () => void): Opened {
    const sessionId = secrets.randomToken();
    const kept: Session = {
      ...session,
      etag: newTag(),
      leave() {
        if (!sessions.delete(sessionId)) return;
        session.answered.line.close();
        onLeave();
        room.left(kept);
      },
    };
    sessions.set(sessionId, kept);
    room.enter(kept);
    if (session.kind === 'whip') watchKey(sessionId, kept);
    return { sessionId, answer: session.answered.answer, etag: kept.etag };
  }

  /** The line may break before its session is kept: then there is none to keep. */
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

  function sessionOf({ kind, slug, sessionId, key }: SessionName): Result<Session, Refusal> {
    const session = sessions.get(sessionId);
    if (session?.kind !== kind || session.slug !== slug) return refuse({ code: 'NOT_FOUND' });
    if (kind === 'whip' && secrets.digest(key ?? '') !== session.keyHash) {
      return refuse({ code: 'UNAUTHENTICATED' });
    }
    return ok(session);
  }

  return {
    publish: (slug, key, label, offer) =>
      answeringMedia(async () => {
        const stream = await readers.streamBySlug(slug);
        const keyHash = secrets.digest(key ?? '');
        // A stream that is not there and one whose key this is not look alike.
        if (!stream || (await keyOf(stream.streamId)) !== keyHash) return refuse({ code: 'UNAUTHENTICATED' });
        const { streamId } = stream;
        const room = await deps.room(streamId);
        if (!room) return refuse({ code: 'NOT_FOUND' });
        await room.refresh();
        if (room.isOver) return refuse({ code: 'STREAM_CLOSED' });
        // A program tries again by itself, so it never takes the camera back from a console that took it over.
        if (room.air.broadcast?.via === 'console') return refuse({ code: 'BUSY', retryAfterMs: BUSY_MS });
        await room.claim();
        const sfuRoom = await room.sfuRoom();
        const ending = lateEnd();
        const answered = await sfuRoom.answerPublisher(offer, ending.onLost);
        const broadcast: Broadcast = {
          ...{ seatId: ids.next(), label, via: 'whip' },
          end: () => sessions.get(opened.sessionId)?.leave(),
        };
        const session = { kind: 'whip', slug, streamId, answered, keyHash, address: '' } as const;
        const opened = keep(room, session, () => room.air.end(broadcast));
        room.begin(broadcast);
        for (const source of answered.sources) {
          room.air.put({ name: source.kind === 'audio' ? 'microphone' : 'camera', source, by: broadcast });
        }
        ending.set(() => sessions.get(opened.sessionId)?.leave());
        return ok(opened);
      }),

    play: (slug, address, offer, at) =>
      answeringMedia(async () => {
        const stream = await readers.streamBySlug(slug);
        if (!stream || stream.rehearsalOf !== null) return refuse({ code: 'NOT_FOUND' });
        const { streamId } = stream;
        const players = [...sessions.values()].filter(({ kind }) => kind === 'whep');
        const here = players.filter((player) => player.streamId === streamId);
        const fromThere = address === '' ? [] : players.filter((player) => player.address === address);
        if (here.length >= MAX_PLAYERS || fromThere.length >= MAX_PLAYERS_PER_ADDRESS) {
          return refuse({ code: 'RATE_LIMITED', retryAfterMs: 60_000 });
        }
        const room = at ?? (await deps.room(streamId));
        await room?.refresh();
        if (!room?.isShown) return refuse({ code: 'STREAM_NOT_LIVE' });
        const onAir = await room.sources();
        const sources = onAir.filter(({ name }) => name !== 'screen').map(({ source }) => source);
        if (sources.length === 0) return refuse({ code: 'STREAM_NOT_LIVE' });
        const sfuRoom = await room.sfuRoom();
        const ending = lateEnd();
        const answered = await sfuRoom.answerPlayer(offer, sources, ending.onLost);
        const session = { kind: 'whep', slug, streamId, answered, keyHash: '', address } as const;
        const opened = keep(room, session, () => {});
        let playing = answered.received.length;
        for (const received of answered.received) {
          received.onClosed(() => {
            playing -= 1;
            // Nothing of what it was answered with is left: it has to ask again.
            if (playing === 0) sessions.get(opened.sessionId)?.leave();
          });
          await received.resume();
        }
        ending.set(() => sessions.get(opened.sessionId)?.leave());
        return ok(opened);
      }),

    async find(where) {
      const session = sessionOf(where);
      return session.ok ? ok({ etag: session.value.etag }) : session;
    },

    restart: (where) =>
      answeringMedia(async () => {
        const found = sessionOf(where);
        if (!found.ok) return found;
        const fragment = await found.value.answered.restart();
        found.value.etag = newTag();
        return ok({ fragment, etag: found.value.etag });
      }),

    async end(where) {
      const found = sessionOf(where);
      if (!found.ok) return found;
      found.value.leave();
      return ok(null);
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
