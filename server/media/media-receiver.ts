import type { MediaCommand } from '../../shared/protocol.ts';
import type { Received, Transport } from '../ports/media.ts';
import type { Answers, SessionOwner } from './media-session.ts';
import type { Showing } from './showing.ts';

/** Bound of received sources: camera, microphone and screen, twice during a takeover. */
const MAX_RECEIVED = 6;

/** The commands of every viewer. */
export type WatchCommand = Extract<
  MediaCommand,
  'media:watch' | 'media:consume' | 'media:resume' | 'media:pause' | 'media:prefer' | 'media:leave'
>;

/** The line by which one connection watches, with its received sources. */
export class MediaReceiver {
  private readonly showing: Showing;
  private readonly owner: SessionOwner;
  private readonly openTransport: (onLost: () => void) => Promise<Transport>;
  private readonly received = new Map<string, Received>();
  private current: Transport | null = null;

  /** @param openTransport opens a line to watch by; closed again if the connection has left */
  constructor(
    showing: Showing,
    owner: SessionOwner,
    openTransport: (onLost: () => void) => Promise<Transport>,
  ) {
    this.showing = showing;
    this.owner = owner;
    this.openTransport = openTransport;
  }

  get line(): Transport | null {
    return this.current;
  }

  readonly answers: Pick<Answers, WatchCommand> = {
    'media:watch': async () => {
      this.stop();
      const line = await this.openTransport(() => {
        if (this.current !== line) return;
        this.stop();
        this.owner.onRejoin();
      });
      this.current = line;
      return { line: line.end };
    },
    'media:consume': async ({ sourceId, rtp }) => {
      if (!this.owner.isStaff && !this.showing.isShown) return { code: 'STREAM_NOT_LIVE' };
      const line = this.current;
      const source = line && (await this.showing.find(sourceId));
      if (!line || !source) return { code: 'NOT_FOUND' };
      if (this.received.size >= MAX_RECEIVED) return { code: 'BAD_REQUEST', field: 'sourceId' };
      const received = await line.receive(source, rtp);
      if (this.current !== line) {
        received.close();
        return { code: 'NOT_FOUND' };
      }
      const { consumerId, kind, rtp: sent, layers } = received;
      this.received.set(consumerId, received);
      received.onClosed(() => this.received.delete(consumerId));
      received.onLayer((layer) => this.owner.onLayer(consumerId, layer));
      return { consumerId, sourceId, kind, rtp: sent, layers, isMuted: source.isMuted };
    },
    'media:resume': ({ consumerId }) => this.on(consumerId, (received) => received.resume()),
    'media:pause': ({ consumerId }) => this.on(consumerId, (received) => received.pause()),
    'media:prefer': ({ consumerId, layer, temporalLayer }) =>
      this.on(consumerId, (received) => received.prefer(layer, temporalLayer)),
    'media:leave': async () => {
      this.stop();
      return {};
    },
  };

  stop(): void {
    const line = this.current;
    this.current = null;
    this.received.clear();
    line?.close();
  }

  private async on(consumerId: string, act: (received: Received) => Promise<void>) {
    const received = this.received.get(consumerId);
    if (!received) return { code: 'NOT_FOUND' } as const;
    try {
      await act(received);
      return {};
    } catch (fault) {
      // The source may end during a command of its viewer.
      if (this.received.get(consumerId) === received) throw fault;
      return { code: 'NOT_FOUND' } as const;
    }
  }
}
