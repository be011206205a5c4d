import type { MediaCommand } from '../../shared/protocol.ts';
import type { Transport } from '../ports/media.ts';
import { type Broadcast, nameOf } from './broadcast.ts';
import type { MediaRoom } from './media-room.ts';
import type { Answers, SessionOwner } from './media-session.ts';

/** The commands of a stream's host alone. */
export type SendCommand = Extract<
  MediaCommand,
  'media:open' | 'media:produce' | 'media:mute' | 'media:close' | 'media:stop'
>;

/** The line by which one connection broadcasts, with its sources on the air. */
export class MediaSender {
  private readonly room: MediaRoom;
  private readonly owner: SessionOwner;
  private readonly openTransport: (onLost: () => void) => Promise<Transport>;
  private current: { line: Transport; broadcast: Broadcast } | null = null;

  /** @param openTransport opens a line to broadcast by; closed again if the connection has left */
  constructor(
    room: MediaRoom,
    owner: SessionOwner,
    openTransport: (onLost: () => void) => Promise<Transport>,
  ) {
    this.room = room;
    this.owner = owner;
    this.openTransport = openTransport;
  }

  get line(): Transport | null {
    return this.current?.line ?? null;
  }

  readonly answers: Pick<Answers, SendCommand> = {
    'media:open': async ({ label, takeOver }) => {
      const { broadcast: other } = this.room.air;
      if (other && other.seatId !== this.owner.seatId && !takeOver) {
        return { line: null, broadcaster: nameOf(other) };
      }
      await this.room.claim();
      this.stop();
      const { seatId } = this.owner;
      const line = await this.openTransport(() => {
        if (this.current?.line !== line) return;
        this.stop();
        this.owner.onRejoin();
      });
      const broadcast: Broadcast = {
        ...{ seatId, label, via: 'console' },
        end: () => {
          if (this.current?.broadcast === broadcast) this.stop();
        },
      };
      this.current = { line, broadcast };
      this.room.begin(broadcast);
      return { line: line.end, broadcaster: nameOf(broadcast) };
    },
    'media:produce': async ({ lineId, name, kind, rtp }) => {
      const { current } = this;
      if (current?.line.lineId !== lineId) return { code: 'NOT_FOUND' };
      // Another device has taken over.
      if (this.room.air.broadcast !== current.broadcast) return { code: 'FORBIDDEN' };
      if ((name === 'microphone') !== (kind === 'audio')) return { code: 'BAD_REQUEST', field: 'kind' };
      const source = await current.line.publish(kind, rtp);
      if (this.current !== current || this.room.air.broadcast !== current.broadcast) {
        source.close();
        return { code: 'FORBIDDEN' };
      }
      this.room.air.put({ name, source, by: current.broadcast });
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
      this.stop();
      return {};
    },
  };

  stop(): void {
    const { current } = this;
    this.current = null;
    if (!current) return;
    this.room.air.end(current.broadcast);
    current.line.close();
  }

  private ownSource(sourceId: string) {
    const onAir = this.room.air.find(sourceId);
    return onAir && onAir.by === this.current?.broadcast ? onAir : null;
  }
}
