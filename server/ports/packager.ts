import type { MediaKind } from '../../shared/contract/media.ts';
import type { HlsReason } from '../../shared/values/media-reason.ts';
import type { MediaStatus } from './media-status.ts';

/** One kind of media that a packager is fed with, as RTP says it. */
export interface FeedTrack {
  kind: MediaKind;
  payloadType: number;
  /** `VP8`, `H264` or `opus`. */
  codec: string;
  clockRate: number;
  channels: number;
  /** The codec's `fmtp` as SDP writes it, or ''. */
  settings: string;
}

/** Where a packager listens for one kind: RTP at `port`, RTCP at the next one. */
export interface FeedPort {
  kind: MediaKind;
  port: number;
}

/** A piece of a broadcast that is whole: MPEG-TS, some seconds long, playable by itself. */
export interface Piece {
  /** Its file, in full. */
  file: string;
  /** Counted from the first packet of its run. */
  fromMs: number;
  durationMs: number;
}

export interface PackagingJob {
  /** An empty folder for its files. */
  folder: string;
  tracks: readonly FeedTrack[];
  /** Told of each piece in order, also of the last one after a stop. */
  onPiece(piece: Piece): void;
  /** Told once, however it ends; `reason` is empty after a stop. */
  onEnd(reason: string): void;
}

export interface Packaging {
  /** It listens, and what is sent now is not lost. */
  ready(): Promise<readonly FeedPort[]>;
  /** Finishes the last piece and ends. */
  stop(): Promise<void>;
}

/** No broadcast can be cut up just now: the program is missing, or too many are at work. */
export class PackagerUnavailable extends Error {}

/** Cuts broadcasts into pieces that play one after another, as HLS does: one program of its own for each. */
export interface Packager {
  status(): MediaStatus<HlsReason>;
  load(): { running: number; failed: number };
  /** @throws PackagerUnavailable */
  start(job: PackagingJob): Packaging;
  close(): Promise<void>;
}
