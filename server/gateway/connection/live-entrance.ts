import type { Ack } from '../../../shared/contract/answer.ts';
import type { PrivateView } from '../../../shared/contract/private-view.ts';
import type { Change, LiveView } from '../../../shared/live-view/entries.ts';
import type { LiveReply, LiveRequest } from '../../../shared/protocol.ts';
import { refusalAck } from '../../application/ack.ts';
import { hasPicture } from '../limits/first-pictures.ts';
import type { ChatRooms } from '../rooms/chat-rooms.ts';
import { buyerRoom, liveRoom } from '../rooms/room-names.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Outbound } from '../transport/transport.ts';
import { makeTicket } from './join-ticket.ts';
import type { LiveSession } from './live-session.ts';
import type { LiveDeps } from './session-deps.ts';
import { SessionVideo } from './session-video.ts';
import type { StreamFinder } from './stream-finder.ts';
import type { ViewerIndex } from './viewer-index.ts';
import type { ViewerStanding } from './viewer-standing.ts';

/** Shortest time between two hellos of a session that report a digest mismatch, in ms. */
const MISMATCH_APART_MS = 10_000;
/** Retry-after of a hello without a place on this server, in ms. */
const FULL_AGAIN_MS = 2_000;

/** The cursor that a screen reports, and the seq up to which its commands were answered. */
interface Told {
  history: string;
  seq: number;
  answeredSeq: number;
}

/** The parts that an entrance needs beside the dependencies of a session. */
interface Parts {
  index: ViewerIndex;
  rooms: Rooms<LiveView, Change>;
  outbound: Outbound;
  streams: StreamFinder;
  standing: ViewerStanding;
  chats: ChatRooms;
}

/** Entrance of viewers into the rooms of a stream: by a hello, and again after backpressure. */
export class LiveEntrance {
  readonly #deps: LiveDeps;
  readonly #parts: Parts;

  constructor(deps: LiveDeps, parts: Parts) {
    this.#deps = deps;
    this.#parts = parts;
  }

  /**
   * Shows a stream. Refusals: NOT_FOUND for one that viewers may not see, BUSY without a place, RATE_LIMITED for
   * repeated mismatches.
   */
  async hello(
    session: LiveSession,
    request: LiveRequest<'hello'>,
    readAtMs: number,
  ): Promise<Ack<LiveReply<'hello'>>> {
    const waitMs = request.mismatch ? this.#noteMismatch(session, request, readAtMs) : 0;
    if (waitMs > 0) return refusalAck({ code: 'RATE_LIMITED', retryAfterMs: waitMs });
    const stream = await this.#parts.streams.forViewers(request.slug);
    if (!stream) return refusalAck({ code: 'NOT_FOUND' });
    const { streamId } = stream;
    const { history, seq, answeredSeq = 0 } = request;
    const told = history !== undefined && seq !== undefined ? { history, seq, answeredSeq } : null;
    const isNew = !session.isPlaced;
    session.wantsLittleChat = request.chat === 'low';
    if (isNew && !this.#place(session)) return refusalAck({ code: 'BUSY', retryAfterMs: FULL_AGAIN_MS });
    const joined = await this.join(session, streamId, told, request.mismatch);
    if (!joined) {
      if (isNew) session.unplace();
      return refusalAck({ code: 'NOT_FOUND' });
    }
    session.hasStake ||= isInvolved(joined.me);
    this.#parts.standing.noteBought(session);
    return this.#welcome(session, streamId, joined, readAtMs);
  }

  /**
   * Joins a session to a stream's rooms with the present state. No await stands between snapshot (or delta) and room,
   * so no frame is lost. The private view is read after its room.
   * @param told the reported cursor; null: none
   * @param isMismatch whether a snapshot is asked for
   * @returns null for an unknown stream, or a session that left
   */
  async join(
    session: LiveSession,
    streamId: string,
    told: Told | null,
    isMismatch = false,
  ): Promise<{ history: string; seq: number; me: PrivateView } | null> {
    const { application, media, clock, sampledLog } = this.#deps;
    const { rooms, outbound } = this.#parts;
    const { socket } = session;
    const open = await rooms.open(streamId);
    if (!open || session.isGone) return null;
    const isNew = session.streamId !== streamId;
    if (isNew) this.#enter(session, streamId);
    void socket.join(buyerRoom(streamId, session.actor.buyerId));
    // A screen from a node that has read further is not set back (INV14), nor behind its answers (INV16).
    const known = told && { history: told.history, seq: Math.max(told.seq, told.answeredSeq) };
    if (known && !(await open.room.readUpTo(known))) {
      sampledLog.warn({ streamId, seq: known.seq, head: open.room.seq }, 'a screen is ahead of its stream');
    }
    const me = await application.privateView(streamId, session.actor);
    if (session.streamId !== streamId) return null;
    const cursor = isMismatch ? null : told;
    const delta = cursor ? open.room.deltaSince(cursor.history, cursor.seq) : null;
    if (delta) socket.emit('d', delta.history, delta.from, delta.to, delta.changes);
    else outbound.sendTo(socket, open.snapshot());
    void socket.join(liveRoom(streamId));
    // A hello does not wait for the chat, and does not fail with it.
    void this.#parts.chats.join(session, streamId);
    const onAir = await media.view(streamId);
    const { watching } = session;
    if (isNew && hasPicture(onAir) && watching?.streamId === streamId) {
      watching.cameToPictureAtMs = clock.nowMs();
    }
    if (onAir && (onAir.sources.length > 0 || onAir.playback || onAir.isHostDrawn)) {
      socket.emit('media', onAir);
    }
    return { history: open.room.history, seq: open.room.seq, me };
  }

  /** Notes a mismatch. @returns 0, or the wait in ms if it came too soon */
  #noteMismatch(session: LiveSession, { slug, seq }: LiveRequest<'hello'>, readAtMs: number): number {
    const waitMs = session.lastMismatchMs + MISMATCH_APART_MS - readAtMs;
    if (waitMs > 0) return waitMs;
    session.lastMismatchMs = readAtMs;
    this.#deps.counters.digestMismatches += 1;
    this.#deps.sampledLog.warn({ slug, seq }, 'a screen differs from the view');
    return 0;
  }

  /** Takes a viewer's place. @returns false if there is none */
  #place(session: LiveSession): boolean {
    const wire = session.socket.request.socket;
    const leaveViewers = this.#deps.cap.shows(wire, () => this.#parts.standing.isKept(session));
    if (leaveViewers) session.place(leaveViewers);
    return leaveViewers !== null;
  }

  #enter(session: LiveSession, streamId: string): void {
    const { presence, media, clock } = this.#deps;
    const { index, standing, chats } = this.#parts;
    const { socket, actor, isStaff, watching: before } = session;
    if (before) {
      void socket.leave(liveRoom(before.streamId));
      chats.leave(session, before.streamId);
      void socket.leave(buyerRoom(before.streamId, actor.buyerId));
      index.leavesStream(session);
    }
    session.watch({
      streamId,
      visit: presence.enter(streamId, actor.buyerId, isStaff),
      video: new SessionVideo(socket, media, { streamId, isStaff: false }),
      leaveNetwork: before?.leaveNetwork ?? standing.comes(session),
      lastExposureMs: clock.nowMs(),
    });
    index.showsStream(session);
  }

  #welcome(
    { actor }: LiveSession,
    streamId: string,
    { history, seq, me }: { history: string; seq: number; me: PrivateView },
    readAtMs: number,
  ): Ack<LiveReply<'hello'>> {
    const { application, clock, presence, secrets } = this.#deps;
    const { buyerId } = actor;
    const joinedAtMs = application.timeOf(streamId, readAtMs);
    return {
      ok: true,
      streamId,
      history,
      seq,
      nowMs: application.timeOf(streamId, clock.steadyMs()),
      viewers: presence.viewers(streamId),
      buyerId,
      ticket: makeTicket(secrets, { streamId, viewerId: buyerId, joinedAtMs }),
      me,
    };
  }
}

/** Whether a buyer's private view has a hold or an order. */
function isInvolved({ cart, orders }: PrivateView): boolean {
  return orders.length > 0 || cart.lines.some(({ holds }) => holds.length > 0);
}
