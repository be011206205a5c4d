import type { Socket } from 'socket.io';
import type { Channel } from '../../../shared/values/channel.ts';
import type { BuyerActor } from '../../application/application.ts';
import type { MediaSession } from '../../media/media-session.ts';
import type { Visit } from '../presence.ts';

/** One viewer's socket, from the handshake on. */
export interface LiveConnection {
  socket: Socket;
  /** The id as the device's token says it; `actor` is who that is by now. */
  guestId: string;
  actor: BuyerActor;
  isStaff: boolean;
  /** The stream of the last hello. */
  streamId: string | null;
  visit: Visit | null;
  /** Whose link brought it to the stream, as its page said (C1). */
  channel: Channel;
  /** Its place in the stream's live video, from its first question about it on. */
  mediaSession: Promise<MediaSession | null> | null;
  /** Gives back its seat for live video; null: it has none. */
  leaveSeat: (() => void) | null;
  lastMismatchMs: number;
  /** When its page last told what it had shown; the hello is the first time. */
  lastExposureMs: number;
  /** When it came to the stream while a picture was on the air; null: there was none. */
  cameToPictureAtMs: number | null;
  /** Its page has told how long the first picture took. */
  hasToldPicture: boolean;
  leaveAccount: () => void;
  /** Its buyer holds or has ordered something in a stream that it shows, or did since it came. */
  hasStake: boolean;
  /** Its network knows the buyer no longer by it; null before the first hello. */
  leaveKnown: (() => void) | null;
  /** Says that it shows nothing any more; null before the first hello. */
  fallSilent: (() => void) | null;
}

/** The room of a stream's public frames, and a buyer's own: only the server puts anybody into one (A1). */
export const liveRoomName = (streamId: string) => `live:${streamId}`;
export const isLiveRoom = (name: string) => name.startsWith('live:');
export const buyerRoomName = (streamId: string, buyerId: string) => `me:${streamId}:${buyerId}`;
