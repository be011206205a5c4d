import type { Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { ConsoleRequest, MediaCommand } from '../../../shared/protocol.ts';
import { refusalAck } from '../../application/ack.ts';
import type { LiveMedia } from '../../media/live-media.ts';
import { MEDIA_RETRY_MS } from '../../media/local-media-session.ts';
import type { MediaSession } from '../../media/media-session.ts';

/** A session's part in the live video of its stream: not opened, open, or left; at most one place of its address. */
export class SessionVideo {
  readonly #socket: Socket;
  readonly #media: Pick<LiveMedia, 'openSession'>;
  readonly #streamId: string;
  readonly #isStaff: boolean;
  #opened: Promise<MediaSession | null> | null = null;
  /** Gives its address's place for live video back; null: none is taken. Staff need none. */
  #givePlaceBack: (() => void) | null = null;

  constructor(
    socket: Socket,
    media: Pick<LiveMedia, 'openSession'>,
    of: { streamId: string; isStaff: boolean },
  ) {
    this.#socket = socket;
    this.#media = media;
    this.#streamId = of.streamId;
    this.#isStaff = of.isStaff;
  }

  get isOpen(): boolean {
    return this.#opened !== null;
  }

  /**
   * Runs a media command; the first one opens the session.
   * @param takePlace takes a place for `media:watch`; null if the address has used up its own: UNAVAILABLE
   */
  async run(
    command: MediaCommand,
    request: unknown,
    takePlace?: () => (() => void) | null,
  ): Promise<Ack<object>> {
    if (command === 'media:watch' && takePlace) {
      this.#givePlaceBack ??= takePlace();
      // The answer of full workers: the page falls back to HLS.
      if (!this.#givePlaceBack) return refusalAck({ code: 'UNAVAILABLE', retryAfterMs: MEDIA_RETRY_MS });
    }
    this.#opened ??= this.#open();
    const opening = this.#opened;
    const session = await opening;
    if (!session) return refusalAck({ code: 'NOT_FOUND' });
    // The session left while it was being opened.
    if (this.#opened !== opening) {
      session.leave();
      return refusalAck({ code: 'NOT_FOUND' });
    }
    const ack = await session.run(command, request as ConsoleRequest<MediaCommand>);
    if (command === 'media:leave' && ack.ok) this.#leavePlace();
    return ack;
  }

  /** Closes the session and all its parts. The next command opens another. */
  leave(): void {
    const opened = this.#opened;
    this.#opened = null;
    this.#leavePlace();
    opened?.then(
      (session) => session?.leave(),
      () => {},
    );
  }

  #open(): Promise<MediaSession | null> {
    const socket = this.#socket;
    return this.#media.openSession(this.#streamId, {
      isStaff: this.#isStaff,
      onLayer: (consumerId, layer) => socket.emit('layer', consumerId, layer),
      onRejoin: () => socket.emit('rejoin'),
    });
  }

  #leavePlace(): void {
    this.#givePlaceBack?.();
    this.#givePlaceBack = null;
  }
}
