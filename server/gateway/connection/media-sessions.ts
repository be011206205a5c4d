import type { Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { ConsoleRequest, MediaCommand } from '../../../shared/protocol.ts';
import { refusalAck } from '../../application/ack.ts';
import type { LiveMedia } from '../../media/live-media.ts';
import { MEDIA_RETRY_MS } from '../../media/local-media-session.ts';
import type { MediaSession } from '../../media/media-session.ts';

/** A connection that may have a session of its stream's live video. */
interface WithMediaSession {
  socket: Socket;
  streamId: string | null;
  mediaSession: Promise<MediaSession | null> | null;
  /** Gives back its seat, from its first wish to watch on; null: it has none. Staff need none. */
  leaveSeat?: (() => void) | null;
}

/**
 * Answers a command about live video; the first one of a connection opens its session.
 * @param asked.takeSeat takes a seat for who wants to watch, or gives null if their address has all of its own
 */
export async function runMedia(
  media: LiveMedia,
  connection: WithMediaSession,
  asked: {
    isStaff: boolean;
    command: MediaCommand;
    request: unknown;
    takeSeat?: () => (() => void) | null;
  },
): Promise<Ack<object>> {
  const { socket, streamId } = connection;
  const { isStaff, command, takeSeat } = asked;
  if (streamId === null) return refusalAck({ code: 'BAD_REQUEST', field: 'hello' });
  if (command === 'media:watch' && takeSeat) {
    connection.leaveSeat ??= takeSeat();
    // As when the workers are full: the page plays HLS.
    if (!connection.leaveSeat) return refusalAck({ code: 'UNAVAILABLE', retryAfterMs: MEDIA_RETRY_MS });
  }
  connection.mediaSession ??= media.openSession(streamId, {
    isStaff,
    onLayer: (consumerId, layer) => socket.emit('layer', consumerId, layer),
    onRejoin: () => socket.emit('rejoin'),
  });
  const opening = connection.mediaSession;
  const mediaSession = await opening;
  if (!mediaSession) return refusalAck({ code: 'NOT_FOUND' });
  // It went while the session was being opened.
  if (connection.mediaSession !== opening) {
    mediaSession.leave();
    return refusalAck({ code: 'NOT_FOUND' });
  }
  const ack = await mediaSession.run(command, asked.request as ConsoleRequest<MediaCommand>);
  if (command === 'media:leave' && ack.ok) giveSeatBack(connection);
  return ack;
}

/** Closes the session, with all that was opened there. */
export function leaveMedia(connection: Pick<WithMediaSession, 'mediaSession' | 'leaveSeat'>): void {
  const { mediaSession } = connection;
  connection.mediaSession = null;
  giveSeatBack(connection);
  mediaSession?.then(
    (opened) => opened?.leave(),
    () => {},
  );
}

function giveSeatBack(connection: Pick<WithMediaSession, 'leaveSeat'>): void {
  connection.leaveSeat?.();
  connection.leaveSeat = null;
}
