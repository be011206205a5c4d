import type {
  DtlsParameters,
  IceParameters,
  LineEnd,
  MediaKind,
  RtpCapabilities,
  RtpParameters,
} from '../../shared/contract/media.ts';
import type { MediaStatus } from './media-status.ts';
import type { FeedPort, FeedTrack } from './packager.ts';

/** What live video does on this server, for /metrics. */
export interface MediaLoad {
  /** Native workers that run, and how many have died since the start. */
  workers: number;
  workersDied: number;
  /**
   * Streams that have a room here, lines of both directions, ends of pipes to other servers, and sources sent on, one
   * per viewer or pipe and source.
   */
  stages: number;
  lines: number;
  pipes: number;
  consumers: number;
}

/** Live video cannot be had just now: no worker, or no room for more. */
export class MediaUnavailable extends Error {}
/** What the other end sent cannot be used: parameters that do not fit, a codec that nobody here knows. */
export class MediaUnusable extends Error {}

/**
 * An SFU: takes what a host sends once, and sends it on to everybody who watches. Nothing else in the house waits for
 * it or depends on it.
 */
export interface Media {
  status(): MediaStatus;
  /** Hears changes of the status; returns how to stop. */
  onStatus(listener: () => void): () => void;
  load(): MediaLoad;
  /** Takes its first port now instead of at the first need: a start shows whether it can be had. */
  warm(): void;
  /**
   * Makes the place where one stream's media meet.
   * @param onLost told once when the worker behind it died: all its lines are gone with it
   * @throws MediaUnavailable
   */
  openSfuRoom(onLost: () => void): Promise<SfuRoom>;
  close(): Promise<void>;
}

export interface SfuRoom {
  /** What can be received and sent here; the same for every room. */
  readonly capabilities: RtpCapabilities;
  /**
   * A line for one end that broadcasts or watches. Lines to watch by go to where there is room.
   * @param onLost told once when the line broke on this side, not when it was closed
   * @throws MediaUnavailable
   */
  openTransport(purpose: 'broadcast' | 'watch', onLost: () => void): Promise<Transport>;
  /**
   * Answers the offer of a program that publishes (WHIP): all of its sources at once.
   * @throws MediaUnusable if nothing in it can be taken
   */
  answerPublisher(offer: string, onLost: () => void): Promise<Answered & { sources: Published[] }>;
  /**
   * Answers the offer of a program that plays (WHEP). What it cannot play is left out.
   * @throws MediaUnusable if nothing is left
   */
  answerPlayer(
    offer: string,
    sources: readonly Published[],
    onLost: () => void,
  ): Promise<Answered & { received: Received[] }>;
  /**
   * Sends sources on to a packager on this machine: one of each kind at most, as plain RTP.
   * @param onLost told once when it broke on this side, not when it was closed
   * @throws MediaUnavailable
   */
  openRtpFeed(sources: readonly Published[], onLost: () => void): Promise<RtpFeed>;
  /**
   * A picture of what a source shows now, WebP of at most 800 pixels; null if none can be had of it.
   * @throws MediaUnavailable
   */
  takeStill(source: Published): Promise<Uint8Array | null>;
  /**
   * This side's end of a pipe to the same stream's room on another server.
   * @param onLost told once when it broke on this side, not when it was closed
   * @throws MediaUnavailable
   */
  openPipe(onLost: () => void): Promise<PipeEnd>;
  close(): void;
}

/** Where an end of a pipe takes packets, and the key that they are encrypted with (SRTP). */
export interface PipePoint {
  ip: string;
  port: number;
  srtp: { cryptoSuite: string; keyBase64: string };
}

/** A source as it is sent into a pipe: every layer of it. */
export interface PipedSource {
  kind: MediaKind;
  rtp: RtpParameters;
  isMuted: boolean;
}

/** One end of a pipe between two servers, by which a source crosses once for all who watch it there. */
export interface PipeEnd {
  readonly point: PipePoint;
  /** Where the other end is. @throws MediaUnusable */
  connect(other: PipePoint): Promise<void>;
  /** Sends something for the other end to hear, for some seconds, since a pipe has no handshake. @returns its RTP */
  call(): Promise<RtpParameters>;
  /** True as soon as something of the other end's call has come, false if nothing does in time. */
  hears(call: RtpParameters): Promise<boolean>;
  /** Sends a source to the other end. @throws MediaUnusable */
  send(source: Published): Promise<PipedSource>;
  /** Takes a source that the other end sends; it keeps its id. @throws MediaUnusable */
  take(sourceId: string, piped: PipedSource): Promise<Published>;
  close(): void;
}

/** What a packager is fed by. */
export interface RtpFeed {
  readonly tracks: readonly FeedTrack[];
  /**
   * Lets it flow to where the packager listens, the picture first and the sound with its first key frame, so that both
   * begin together.
   * @param onEarlier told when later packets show that it began so many ms earlier than was said
   * @returns how long ago that was, in ms
   * @throws MediaUnavailable if it was closed meanwhile, here or because its broadcast is over
   */
  start(ports: readonly FeedPort[], onEarlier: (byMs: number) => void): Promise<number>;
  close(): void;
}

/** A program's line, and the SDP that it is answered with. */
export interface Answered {
  line: Transport;
  answer: string;
  /** Restarts ICE. @returns the new credentials as an SDP fragment (RFC 8840) */
  restart(): Promise<string>;
}

export interface Transport {
  readonly lineId: string;
  readonly end: LineEnd;
  connect(dtls: DtlsParameters): Promise<void>;
  restartIce(): Promise<IceParameters>;
  /** Takes a source that the other end sends. @throws MediaUnusable */
  publish(kind: MediaKind, rtp: RtpParameters): Promise<Published>;
  /** Sends a source on to the other end, paused at first. @throws MediaUnusable if it could not play it */
  receive(source: Published, rtp: RtpCapabilities): Promise<Received>;
  close(): void;
}

/** A source as it comes in. */
export interface Published {
  readonly sourceId: string;
  readonly kind: MediaKind;
  /** Layers of simulcast, 1 without it. */
  readonly layers: number;
  readonly isMuted: boolean;
  mute(isMuted: boolean): Promise<void>;
  /** RTP packets that came in so far; the count grows while media flows. */
  packets(): Promise<number>;
  /** Told once, however it ends. */
  onClosed(listener: () => void): void;
  close(): void;
}

/** A source as it goes out to one viewer. */
export interface Received {
  readonly consumerId: string;
  readonly sourceId: string;
  readonly kind: MediaKind;
  readonly rtp: RtpParameters;
  readonly layers: number;
  resume(): Promise<void>;
  pause(): Promise<void>;
  /** The highest layer to send, 0 the lowest. */
  prefer(layer: number, temporalLayer?: number): Promise<void>;
  /** Told which layer flows, at each change; null while none does. */
  onLayer(listener: (layer: number | null) => void): void;
  /** Told once, however it ends. */
  onClosed(listener: () => void): void;
  close(): void;
}
