import type { ConsoleMediaView, MediaView, ReplayView } from '../../shared/contract/media.ts';
import type { HlsReason } from '../../shared/values/media-reason.ts';
import type { MediaLoad } from '../ports/media.ts';
import type { MediaStatus } from '../ports/media-status.ts';
import type { BroadcastFiles } from './broadcast-files.ts';
import type { MediaSession, SessionOwner } from './media-session.ts';
import type { Programs } from './programs.ts';
import type { PipesView } from './relays.ts';

/** Live video as the front door sees it. */
export interface LiveMedia {
  status(): MediaStatus;
  /** Whether broadcasts can be cut into pieces here, for HLS and recordings. */
  packagerStatus(): MediaStatus<HlsReason>;
  load(): MediaLoad & { packagers: number; packagersFailed: number; recordings: number };
  /** Streams of other servers that are shown here; null if there is no other server. */
  pipes(): PipesView | null;
  programs: Programs;
  files: BroadcastFiles;
  /** A connection's place in a stream's live video; null if there is no such stream. */
  openSession(streamId: string, owner: Omit<SessionOwner, 'seatId'>): Promise<MediaSession | null>;
  /** What viewers see on the air; null if there is no such stream, or nothing to be told of it. */
  view(streamId: string): Promise<MediaView | null>;
  consoleView(streamId: string): Promise<ConsoleMediaView | null>;
  /** A public stream that is over, to be watched again; null if there is no such one. */
  replay(slug: string): Promise<ReplayView | null>;
  /** Hears that what is on the air of a stream has changed; returns how to stop. */
  subscribe(listener: (streamId: string) => void): () => void;
  /** Finds the streams whose media was flowing when this process last ended: they fall silent with it (S2). */
  resume(): Promise<void>;
  close(): Promise<void>;
}
