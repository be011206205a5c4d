import type { Ack } from '../../shared/contract/answer.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { ConsoleReply, ConsoleRequest, MediaCommand } from '../../shared/protocol.ts';
import { refusalAck } from '../application/ack.ts';
import type { Transport } from '../ports/media.ts';
import { MediaUnavailable, MediaUnusable } from '../ports/media.ts';
import { MediaReceiver } from './media-receiver.ts';
import type { MediaRoom } from './media-room.ts';
import { MediaSender, type SendCommand } from './media-sender.ts';
import type { Answers, MediaSession, SessionOwner } from './media-session.ts';
import type { Guest, Showing } from './showing.ts';

/** Retry-after in ms of missing live video: a restarted worker may be up by then. */
export const MEDIA_RETRY_MS = 5_000;

/**
 * The live video of one connection: a line to watch by and, where the stream's media are, one to broadcast by. Commands
 * are answered one after another. Leaving closes everything.
 */
export class LocalMediaSession implements Guest, MediaSession {
  private readonly showing: Showing;
  private readonly owner: SessionOwner;
  private readonly receiver: MediaReceiver;
  private readonly sender: MediaSender | null;
  private readonly answers: Answers;
  private turn: Promise<unknown> = Promise.resolve();
  private hasLeft = false;

  /** @param room the room, if this session may broadcast; null: the stream is only shown */
  constructor(showing: Showing, owner: SessionOwner, room: MediaRoom | null) {
    this.showing = showing;
    this.owner = owner;
    this.receiver = new MediaReceiver(showing, owner, (onLost) => this.openTransport('watch', onLost));
    this.sender = room && new MediaSender(room, owner, (onLost) => this.openTransport('broadcast', onLost));
    this.answers = {
      ...this.transportAnswers,
      ...this.receiver.answers,
      ...(this.sender?.answers ?? nothingSent),
    };
    showing.enter(this);
  }

  run<C extends MediaCommand>(command: C, request: ConsoleRequest<C>): Promise<Ack<ConsoleReply<C>>> {
    const answering = this.turn.then(() => this.answer(command, request));
    this.turn = answering.catch(() => {});
    return answering;
  }

  /** True if this session has the line. */
  hasTransport(lineId: string): boolean {
    return this.transportOf(lineId) !== null;
  }

  leave(): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    this.receiver.stop();
    this.sender?.stop();
    this.showing.left(this);
  }

  private async answer<C extends MediaCommand>(
    command: C,
    request: ConsoleRequest<C>,
  ): Promise<Ack<ConsoleReply<C>>> {
    try {
      await this.showing.refresh();
      if (this.hasLeft || this.showing.isOver) return refusalAck({ code: 'STREAM_CLOSED' });
      const answer = await this.answers[command](request);
      return isRefusal(answer) ? refusalAck(answer) : { ok: true, ...answer };
    } catch (fault) {
      const refusal = refusalOfMedia(fault);
      if (!refusal) throw fault;
      return refusalAck(refusal);
    }
  }

  private get transportAnswers(): Pick<Answers, 'media:capabilities' | 'media:connect' | 'media:restart'> {
    return {
      'media:capabilities': async () => ({
        rtp: (await this.showing.sfuRoom()).capabilities,
        seatId: this.owner.seatId,
        media: this.showing.view(this.owner.isStaff),
      }),
      'media:connect': async ({ lineId, dtls }) => {
        const line = this.transportOf(lineId);
        if (!line) return { code: 'NOT_FOUND' };
        await line.connect(dtls);
        return {};
      },
      'media:restart': async ({ lineId }) => {
        const line = this.transportOf(lineId);
        return line ? { ice: await line.restartIce() } : { code: 'NOT_FOUND' };
      },
    };
  }

  private async openTransport(purpose: 'broadcast' | 'watch', onLost: () => void): Promise<Transport> {
    const sfuRoom = await this.showing.sfuRoom();
    const line = await sfuRoom.openTransport(purpose, onLost);
    if (!this.hasLeft) return line;
    line.close();
    throw new MediaUnavailable('the connection is gone');
  }

  private transportOf(lineId: string): Transport | null {
    const { receiver, sender } = this;
    return [receiver.line, sender?.line].find((line) => line?.lineId === lineId) ?? null;
  }
}

const notHere = async () => ({ code: 'FORBIDDEN' }) as const;
/** Answers of a session that may not broadcast. */
const nothingSent: Pick<Answers, SendCommand> = {
  'media:open': notHere,
  'media:produce': notHere,
  'media:mute': notHere,
  'media:close': notHere,
  'media:stop': notHere,
};

function isRefusal(answer: object): answer is Refusal {
  return 'code' in answer;
}

/** The refusal for a failure of live video, or null for a fault. @param field the unusable field */
export function refusalOfMedia(fault: unknown, field = 'rtp'): Refusal | null {
  if (fault instanceof MediaUnavailable) return { code: 'UNAVAILABLE', retryAfterMs: MEDIA_RETRY_MS };
  if (fault instanceof MediaUnusable) return { code: 'BAD_REQUEST', field };
  return null;
}
