import type { Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { ConsoleRequest, MediaCommand } from '../../../shared/protocol.ts';
import { refusalAck } from '../../application/ack.ts';
import type { LiveMedia } from '../../media/live-media.ts';
import type { MediaSession } from '../../media/media-session.ts';

/** A connection that may have a session of its stream's live video. */
interface WithMediaSession {
  socket: Socket;
  streamId: string | null;
  mediaSession: Promise<MediaSession | null> | null;
}

/** Answers a command about live video; the first one of a connection opens its session. */
export async function runMedia(
  media: LiveMedia,
  connection: WithMediaSession,
  asked: { isStaff: boolean; command: MediaCommand; request: unknown },
): Promise<Ack<object>> {
  const { socket, streamId } = connection;
  if (streamId === null) return refusalAck({ code: 'BAD_REQUEST', field: 'hello' });
  connection.mediaSession ??= media.openSession(streamId, {
    isStaff: asked.isStaff,
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
  return mediaSession.run(asked.command, asked.request as ConsoleRequest<MediaCommand>);
}

/** Closes the session, with all that was opened there. */
export function leaveMedia(connection: Pick<WithMediaSession, 'mediaSession'>): void {
  const { mediaSession } = connection;
  connection.mediaSession = null;
  mediaSession?.then(
    (opened) => opened?.leave(),
    () => {},
  );
}
