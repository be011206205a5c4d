import type { ConsoleMediaView, MediaView, ReplayView } from '../../shared/contract/media.ts';
import type { HlsReason } from '../../shared/values/media-reason.ts';
import type { MediaLoad } from '../ports/media.ts';
import type { MediaStatus } from '../ports/media-status.ts';
import type { BroadcastFiles } from './broadcast-files.ts';
import type { MediaSession, SessionOwner } from './media-session.ts';
import type { Programs } from './programs.ts';
import type { PipesView } from './relays.ts';

/** Live video, as the gateway uses it. */
export interface LiveMedia {
  status(): MediaStatus;
  /** Whether HLS and recordings can be made here. */
  packagerStatus(): MediaStatus<HlsReason>;
  load(): MediaLoad & { packagers: number; packagersFailed: number; recordings: number };
  /** The state of relays of other servers' streams; null: this is the only server. */
  pipes(): PipesView | null;
  programs: Programs;
  files: BroadcastFiles;
  /** Opens a connection's session in a stream's live video; null: no such stream. */
  openSession(streamId: string, owner: Omit<SessionOwner, 'seatId'>): Promise<MediaSession | null>;
  /** The live video that viewers see; null: no such stream, or no video. */
  view(streamId: string): Promise<MediaView | null>;
  consoleView(streamId: string): Promise<ConsoleMediaView | null>;
  /** A public stream that is over, for replay; null: no such one. */
  replay(slug: string): Promise<ReplayView | null>;
  /** Subscribes to changes of what is on the air; returns how to stop. */
  subscribe(listener: (streamId: string) => void): () => void;
  /** Finds the streams whose media flowed when this process last ended, and reports their silence (S2). */
  resume(): Promise<void>;
  close(): Promise<void>;
}
