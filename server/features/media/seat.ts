import type { Ack } from '../../../shared/contract/command.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { ConsoleReply, ConsoleRequest, MediaCommand } from '../../../shared/protocol.ts';
import type { Line, Received } from '../../ports/media.ts';
import { MediaUnavailable, MediaUnusable } from '../../ports/media.ts';
import { refusalAck } from '../ack.ts';
import { type Broadcast, nameOf } from './broadcast.ts';
import type { Guest, MediaRoom } from './media-room.ts';

/** Camera, microphone and screen, each once more while one takes the place of another. */
const MAX_RECEIVED = 6;
/** Live video may be there again after a worker was started. */
export const MEDIA_RETRY_MS = 5_000;

/** Whose seat it is, and how it is told what happens to it. */
export interface SeatOwner {
  seatId: string;
  /** Staff see the picture before the stream is on, and a rehearsal's. */
  isStaff: boolean;
  onLayer(consumerId: string, layer: number | null): void;
  onRejoin(): void;
}

/** A place in a stream's live video, wherever that is. */
export interface TakenSeat {
  /** Runs one command; who may send it was judged before. Refusals are values, faults are thrown. */
  run<C extends MediaCommand>(command: C, request: ConsoleRequest<C>): Promise<Ack<ConsoleReply<C>>>;
  /** Closes everything; commands that still wait are refused. */
  leave(): void;
}

type Answers = { [C in MediaCommand]: (request: ConsoleRequest<C>) => Promise<ConsoleReply<C> | Refusal> };

/**
 * What one connection has of a stream's live video: a line to watch by with what it receives, a line to broadcast by.
 * Its commands are answered one after another, and everything is closed when it leaves.
 */
export class Seat implements Guest, TakenSeat {
  private readonly room: MediaRoom;
  private readonly owner: SeatOwner;
  private readonly received = new Map<string, Received>();
  private watching: Line | null = null;
  private sending: { line: Line; broadcast: Broadcast } | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private hasLeft = false;

  constructor(room: MediaRoom, owner: SeatOwner) {
    this.room = room;
    this.owner = owner;
    room.enter(this);
  }

  run<C extends MediaCommand>(command: C, request: ConsoleRequest<C>): Promise<Ack<ConsoleReply<C>>> {
    const answering = this.turn.then(() => this.answer(command, request));
    this.turn = answering.catch(() => {});
    return answering;
  }

  leave(): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    this.stopWatching();
    this.stopSending();
    this.room.left(this);
  }

  private async answer<C extends MediaCommand>(
    command: C,
    request: ConsoleRequest<C>,
  ): Promise<Ack<ConsoleReply<C>>> {
    try {
      await this.room.refresh();
      if (this.hasLeft || this.room.isOver) return refusalAck({ code: 'STREAM_CLOSED' });
      const answer = await this.answers[command](request);
      return isRefusal(answer) ? refusalAck(answer) : { ok: true, ...answer };
    } catch (fault) {
      const refusal = refusalOfMedia(fault);
      if (!refusal) throw fault;
      return refusalAck(refusal);
    }
  }

  private readonly answers: Answers = {
    'media:capabilities': async () => ({
      rtp: (await this.room.stage()).capabilities,
      seatId: this.owner.seatId,
      media: this.room.view(this.owner.isStaff),
    }),
    'media:watch': async () => {
      this.stopWatching();
      const line = await this.openLine('watch', () => {
        if (this.watching !== line) return;
        this.stopWatching();
        this.owner.onRejoin();
      });
      this.watching = line;
      return { line: line.end };
    },
    'media:connect': async ({ lineId, dtls }) => {
      const line = this.lineOf(lineId);
      if (!line) return { code: 'NOT_FOUND' };
      await line.connect(dtls);
      return {};
    },
    'media:restart': async ({ lineId }) => {
      const line = this.lineOf(lineId);
      return line ? { ice: await line.restartIce() } : { code: 'NOT_FOUND' };
    },
    'media:consume': async ({ sourceId, rtp }) => {
      if (!this.owner.isStaff && !this.room.isShown) return { code: 'STREAM_NOT_LIVE' };
      const onAir = this.room.air.find(sourceId);
      const line = this.watching;
      if (!onAir || !line) return { code: 'NOT_FOUND' };
      if (this.received.size >= MAX_RECEIVED) return { code: 'BAD_REQUEST', field: 'sourceId' };
      const received = await line.receive(onAir.source, rtp);
      if (this.watching !== line) {
        received.close();
        return { code: 'NOT_FOUND' };
      }
      const { consumerId, kind, rtp: sent, layers } = received;
      this.received.set(consumerId, received);
      received.onClosed(() => this.received.delete(consumerId));
      received.onLayer((layer) => this.owner.onLayer(consumerId, layer));
      return { consumerId, sourceId, kind, rtp: sent, layers, isMuted: onAir.source.isMuted };
    },
    'media:resume': ({ consumerId }) => this.onReceived(consumerId, (received) => received.resume()),
    'media:pause': ({ consumerId }) => this.onReceived(consumerId, (received) => received.pause()),
    'media:prefer': ({ consumerId, layer, temporalLayer }) =>
      this.onReceived(consumerId, (received) => received.prefer(layer, temporalLayer)),
    'media:leave': async () => {
      this.stopWatching();
      return {};
    },
    'media:open': async ({ label, takeOver }) => {
      const { broadcast: other } = this.room.air;
      if (other && other.seatId !== this.owner.seatId && !takeOver) {
        return { line: null, broadcaster: nameOf(other) };
      }
      await this.room.claim();
      this.stopSending();
      const { seatId } = this.owner;
      const line = await this.openLine('broadcast', () => {
        if (this.sending?.line !== line) return;
        this.stopSending();
        this.owner.onRejoin();
      });
      const broadcast: Broadcast = {
        ...{ seatId, label, via: 'console' },
        end: () => {
          if (this.sending?.broadcast === broadcast) this.stopSending();
        },
      };
      this.sending = { line, broadcast };
      this.room.begin(broadcast);
      return { line: line.end, broadcaster: nameOf(broadcast) };
    },
    'media:produce': async ({ lineId, name, kind, rtp }) => {
      const { sending } = this;
      if (sending?.line.lineId !== lineId) return { code: 'NOT_FOUND' };
      // Another device has the camera by now.
      if (this.room.air.broadcast !== sending.broadcast) return { code: 'FORBIDDEN' };
      if ((name === 'microphone') !== (kind === 'audio')) return { code: 'BAD_REQUEST', field: 'kind' };
      const source = await sending.line.publish(kind, rtp);
      if (this.sending !== sending || this.room.air.broadcast !== sending.broadcast) {
        source.close();
        return { code: 'FORBIDDEN' };
      }
      this.room.air.put({ name, source, by: sending.broadcast });
      return { sourceId: source.sourceId };
    },
    'media:mute': async ({ sourceId, isMuted }) => {
      const onAir = this.ownSource(sourceId);
      if (!onAir) return { code: 'NOT_FOUND' };
      await onAir.source.mute(isMuted);
      this.room.air.changed();
      return {};
    },
    'media:close': async ({ sourceId }) => {
      const onAir = this.ownSource(sourceId);
      if (!onAir) return { code: 'NOT_FOUND' };
      onAir.source.close();
      return {};
    },
    'media:stop': async () => {
      this.stopSending();
      return {};
    },
  };

  private async openLine(purpose: 'broadcast' | 'watch', onLost: () => void): Promise<Line> {
    const stage = await this.room.stage();
    const line = await stage.openLine(purpose, onLost);
    if (!this.hasLeft) return line;
    line.close();
    throw new MediaUnavailable('the connection is gone');
  }

  private lineOf(lineId: string): Line | null {
    if (this.watching?.lineId === lineId) return this.watching;
    return this.sending?.line.lineId === lineId ? this.sending.line : null;
  }

  private async onReceived(
    consumerId: string,
    act: (received: Received) => Promise<void>,
  ): Promise<Record<string, never> | Refusal> {
    const received = this.received.get(consumerId);
    if (!received) return { code: 'NOT_FOUND' };
    await act(received);
    return {};
  }

  private ownSource(sourceId: string) {
    const onAir = this.room.air.find(sourceId);
    return onAir && onAir.by === this.sending?.broadcast ? onAir : null;
  }

  private stopWatching(): void {
    const line = this.watching;
    this.watching = null;
    this.received.clear();
    line?.close();
  }

  private stopSending(): void {
    const { sending } = this;
    this.sending = null;
    if (!sending) return;
    this.room.air.end(sending.broadcast);
    sending.line.close();
  }
}

function isRefusal(answer: object): answer is Refusal {
  return 'code' in answer;
}

/** The refusal that a failure of live video amounts to, or null for a fault. @param field what could not be used */
export function refusalOfMedia(fault: unknown, field = 'rtp'): Refusal | null {
  if (fault instanceof MediaUnavailable) return { code: 'UNAVAILABLE', retryAfterMs: MEDIA_RETRY_MS };
  if (fault instanceof MediaUnusable) return { code: 'BAD_REQUEST', field };
  return null;
}
