import type { Socket } from 'socket.io';
import type { StaffRights } from '../../application/application.ts';
import type { MediaSession } from '../../media/media-session.ts';
import type { Visit } from '../presence.ts';
import type { SignedIn } from '../staff-sessions.ts';

/** One socket of a member of staff. */
export interface ConsoleConnection {
  socket: Socket;
  signedIn: SignedIn;
  streamId: string | null;
  /** Of that stream. */
  slug: string | null;
  /** What they may do on the stream, as it was judged last; null without one. */
  rights: StaffRights | null;
  room: string | null;
  visit: Visit | null;
  /** Its place in the stream's live video, from its first question about it on. */
  mediaSession: Promise<MediaSession | null> | null;
  /** It had rights on the stream of its last hello, and has none any more. */
  isTurnedAway: boolean;
  /** How much had changed when it was let in. */
  asOf: number;
  /** Something changed since it was judged: until it is judged again it is told nothing, and what it asks waits. */
  isInDoubt: boolean;
  judging: Promise<void> | null;
  leaveAccount: () => void;
  /** Says that it shows nothing any more; null before the first hello. */
  fallSilent: (() => void) | null;
}
