import type { types } from 'mediasoup';
import type {
  DtlsParameters,
  IceParameters,
  LineEnd,
  MediaKind,
  RtpCapabilities,
  RtpParameters,
} from '../../../shared/contract/media.ts';
import type { Published, Received, Transport } from '../../ports/media.ts';
import { MediaUnavailable, MediaUnusable } from '../../ports/media.ts';
import type { WorkerSlot } from './workers.ts';

/** As long as mediasoup itself waits for a sign of life. */
const SILENT_MS = 30_000;

/** Where a line's transport lives, and how a source gets there from the router that it comes in at. */
export interface Branch {
  readonly desk: WorkerSlot;
  readonly router: types.Router;
  /** Brings a source to this router; at once if it is there. @returns its id at this router */
  bring(sourceId: string): Promise<string>;
}

/** A WebRTC transport of mediasoup as the house knows it. */
export class MediasoupTransport implements Transport {
  readonly lineId: string;
  private readonly transport: types.WebRtcTransport;
  private readonly branch: Branch;

  /** @param onLost told once when it broke without being closed from here */
  constructor(transport: types.WebRtcTransport, branch: Branch, onLost: () => void) {
    this.lineId = transport.id;
    this.transport = transport;
    this.branch = branch;
    transport.on('routerclose', onLost);
    transport.on('listenserverclose', onLost);
  }

  get end(): LineEnd {
    const { id, iceParameters, iceCandidates, dtlsParameters } = this.transport;
    return { id, iceParameters, iceCandidates, dtlsParameters } as LineEnd;
  }

  /** Told when the other end is gone for good or never came: its certificate was refused, or 30 s without a word. */
  onSilent(listener: () => void): void {
    const waiting = setTimeout(() => {
      if (this.transport.iceState === 'new') listener();
    }, SILENT_MS);
    this.transport.observer.once('close', () => clearTimeout(waiting));
    this.transport.on('dtlsstatechange', (state) => {
      if (state === 'failed' || state === 'closed') listener();
    });
    this.transport.on('icestatechange', (state) => {
      if (state === 'disconnected') listener();
    });
  }

  async connect(dtls: DtlsParameters): Promise<void> {
    await this.asked(() => this.transport.connect({ dtlsParameters: dtls as types.DtlsParameters }));
  }

  async restartIce(): Promise<IceParameters> {
    return this.asked(() => this.transport.restartIce());
  }

  async publish(kind: MediaKind, rtp: RtpParameters): Promise<Published> {
    const producer = await this.asked(() =>
      this.transport.produce({ kind, rtpParameters: rtp as types.RtpParameters }),
    );
    return new MediasoupPublished(producer);
  }

  receive(source: Published, rtp: RtpCapabilities): Promise<Received> {
    return this.consume(source, rtp as types.RtpCapabilities, true);
  }

  /** @param enableRtx false: what was lost is sent again on its own stream */
  async consume(
    source: Published,
    rtpCapabilities: types.RtpCapabilities,
    enableRtx: boolean,
  ): Promise<Received> {
    const { desk, router } = this.branch;
    const { kind } = source;
    const producerId = await this.asked(() => this.branch.bring(source.sourceId));
    const canPlay = await this.asked(async () => router.canConsume({ producerId, rtpCapabilities }));
    if (!canPlay) throw new MediaUnusable('The other end can’t play this source.');
    const consumer = await this.asked(() =>
      this.transport.consume({
        producerId,
        rtpCapabilities,
        paused: true,
        // Without it audio is not sent again; video always is.
        ...(kind === 'video' && { enableRtx }),
      }),
    );
    desk.consumers += 1;
    consumer.observer.once('close', () => {
      desk.consumers -= 1;
    });
    return new MediasoupReceived(consumer, source);
  }

  /** What the other end may send, in bits per second. */
  async limitIncoming(bitsPerSecond: number): Promise<void> {
    await this.asked(() => this.transport.setMaxIncomingBitrate(bitsPerSecond));
  }

  close(): void {
    this.transport.close();
  }

  /** Whatever mediasoup says no to is the other end's doing, unless what it was asked on is gone. */
  private async asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof MediaUnusable) throw error;
      const said = error instanceof Error ? error.message : String(error);
      if (this.transport.closed || this.branch.router.closed) throw new MediaUnavailable(said);
      throw new MediaUnusable(said);
    }
  }
}

/** A producer of mediasoup as the house knows it. */
export class MediasoupPublished implements Published {
  readonly sourceId: string;
  readonly kind: MediaKind;
  readonly layers: number;
  /** By so much a picture of it is turned clockwise until it is upright: 0, 90, 180 or 270. */
  turnDegrees = 0;
  private readonly producer: types.Producer;

  constructor(producer: types.Producer) {
    this.sourceId = producer.id;
    this.kind = producer.kind;
    this.layers = producer.type === 'simulcast' ? (producer.rtpParameters.encodings?.length ?? 1) : 1;
    this.producer = producer;
    producer.on('videoorientationchange', ({ rotation }) => {
      this.turnDegrees = rotation;
    });
  }

  get isMuted(): boolean {
    return this.producer.paused;
  }

  /** The codec that it comes in. */
  get codec(): types.RtpCodecParameters {
    return this.producer.rtpParameters.codecs[0]!;
  }

  async mute(isMuted: boolean): Promise<void> {
    await (isMuted ? this.producer.pause() : this.producer.resume());
  }

  async packets(): Promise<number> {
    if (this.producer.closed) return 0;
    const stats = await this.producer.getStats();
    return stats.reduce((sum, { packetCount }) => sum + packetCount, 0);
  }

  onClosed(listener: () => void): void {
    this.producer.observer.once('close', listener);
  }

  close(): void {
    this.producer.close();
  }
}

class MediasoupReceived implements Received {
  readonly consumerId: string;
  readonly sourceId: string;
  readonly kind: MediaKind;
  readonly rtp: RtpParameters;
  readonly layers: number;
  private readonly consumer: types.Consumer;

  constructor(consumer: types.Consumer, { sourceId, layers }: Published) {
    this.consumerId = consumer.id;
    this.sourceId = sourceId;
    this.kind = consumer.kind;
    this.rtp = consumer.rtpParameters as RtpParameters;
    this.layers = layers;
    this.consumer = consumer;
  }

  async resume(): Promise<void> {
    await this.consumer.resume();
  }

  async pause(): Promise<void> {
    await this.consumer.pause();
  }

  async prefer(layer: number, temporalLayer?: number): Promise<void> {
    if (this.consumer.type !== 'simulcast') return;
    await this.consumer.setPreferredLayers({
      spatialLayer: layer,
      ...(temporalLayer !== undefined && { temporalLayer }),
    });
  }

  onLayer(listener: (layer: number | null) => void): void {
    this.consumer.on('layerschange', (layers) => listener(layers?.spatialLayer ?? null));
  }

  onClosed(listener: () => void): void {
    this.consumer.observer.once('close', listener);
  }

  close(): void {
    this.consumer.close();
  }
}
