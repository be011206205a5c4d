import type { Ack } from '../../../shared/contract/answer.ts';
import type { ConsoleFrame } from '../../../shared/contract/console-frame.ts';
import type { ConsoleReply, ConsoleRequest } from '../../../shared/protocol.ts';
import { refusalAck } from '../../application/ack.ts';
import type { StaffRights } from '../../application/application.ts';
import { shownTo, sightOf } from '../../application/stream/sight.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { ConsoleRooms } from '../rooms/console-rooms.ts';
import type { ConsoleJudge } from './console-judge.ts';
import type { ConsoleSession } from './console-session.ts';
import type { ConsoleDeps } from './session-deps.ts';
import { SessionVideo } from './session-video.ts';

/** Attempts of one hello while rights keep changing. */
const HELLO_TRIES = 3;
const HELLO_AGAIN_MS = 500;

interface Parts {
  judge: ConsoleJudge;
  rooms: ConsoleRooms;
  /** Sends one console the live video of its stream. */
  tellMedia: (streamId: string, session: ConsoleSession) => void;
  /** Shows one console the chat of its stream, if it may care for it. */
  showChat: (streamId: string, session: ConsoleSession) => void;
  /** Notes a request for a stream without rights on it. */
  noteRefused: (session: ConsoleSession, what: string, slug: string) => void;
}

/** Entrance of consoles into the rooms of a stream: by a hello, and again after backpressure. */
export class ConsoleEntrance {
  readonly #deps: ConsoleDeps;
  readonly #parts: Parts;

  constructor(deps: ConsoleDeps, parts: Parts) {
    this.#deps = deps;
    this.#parts = parts;
  }

  /** Opens the console of a stream: NOT_FOUND without rights on it (A1), UNAVAILABLE while they keep changing. */
  async hello(
    session: ConsoleSession,
    request: ConsoleRequest<'hello'>,
  ): Promise<Ack<ConsoleReply<'hello'>>> {
    const { judge } = this.#parts;
    for (let tries = 0; tries < HELLO_TRIES; tries += 1) {
      const asOf = judge.changes;
      const answer = await this.#open(session, request);
      if (asOf === judge.changes) return answer;
      await judge.settled(session);
    }
    session.leaveStream();
    return refusalAck({ code: 'UNAVAILABLE', retryAfterMs: HELLO_AGAIN_MS });
  }

  /** Rejoins a session that fell behind, with a whole frame. A session in doubt rejoins by the judge. */
  async refresh(session: ConsoleSession): Promise<void> {
    const { watching } = session;
    if (!watching || session.isInDoubt) return;
    const { rights, streamId } = watching;
    session.rejoinRoom();
    const frame = await this.#deps.application.consoleFrame(streamId);
    if (session.isInRoom && session.watching?.rights === rights) {
      session.socket.emit('c', shownTo(sightOf(rights), frame));
      this.#parts.showChat(streamId, session);
    }
  }

  /** Enters the stream by the rights at its start; the caller checks that they did not change meanwhile. */
  async #open(
    session: ConsoleSession,
    request: ConsoleRequest<'hello'>,
  ): Promise<Ack<ConsoleReply<'hello'>>> {
    const { application, readers } = this.#deps;
    const stream = await readers.streamBySlug(request.slug);
    const rights = stream && (await application.staffGrants(stream.streamId, session.signedIn.actor));
    if (session.isGone) return refusalAck({ code: 'UNAUTHENTICATED' });
    // A stream without rights gets the answer of an unknown one.
    if (!stream || !rights) {
      if (stream) this.#parts.noteRefused(session, 'hello', stream.slug);
      return refusalAck({ code: 'NOT_FOUND' });
    }
    this.#enter(session, stream, rights);
    const { streamId } = stream;
    const frame = await application.consoleFrame(streamId).catch((fault: unknown) => {
      // A session without a welcome leaves the audience, however its connection ends.
      session.leaveStream();
      throw fault;
    });
    this.#parts.rooms.seen(streamId, frame);
    this.#parts.tellMedia(streamId, session);
    this.#parts.showChat(streamId, session);
    return this.#welcome(stream, rights, frame);
  }

  #enter(session: ConsoleSession, { streamId, slug }: StreamRow, rights: StaffRights): void {
    const { presence, media, cap } = this.#deps;
    const { socket, signedIn } = session;
    this.#parts.rooms.watch(streamId);
    const visit = presence.enter(streamId, signedIn.actor.staffId, true);
    const video = new SessionVideo(socket, media, { streamId, isStaff: true });
    session.watch({ streamId, slug, visit, video, rights }, () => cap.works(socket.request.socket));
  }

  #welcome(stream: StreamRow, rights: StaffRights, frame: ConsoleFrame): Ack<ConsoleReply<'hello'>> {
    const { application, clock, presence } = this.#deps;
    const { streamId, title, titleEn, currency, rehearsalOf } = stream;
    const { scheduledAtMs, liveStartMs, endedAtMs } = stream;
    return {
      ok: true,
      streamId,
      title,
      ...(titleEn && { titleEn }),
      currency,
      rehearsalOf,
      scheduledAtMs,
      liveStartMs,
      endedAtMs,
      nowMs: application.timeOf(streamId, clock.steadyMs()),
      viewers: presence.viewers(streamId),
      grants: rights.grants,
      isHost: rights.isHost,
      frame: shownTo(sightOf(rights), frame),
    };
  }
}
