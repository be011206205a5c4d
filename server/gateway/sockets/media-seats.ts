import type { Socket } from 'socket.io';
import type { Ack } from '../../../shared/contract/command.ts';
import type { ConsoleRequest, MediaCommand } from '../../../shared/protocol.ts';
import { refusalAck } from '../../application/ack.ts';
import type { LiveMedia } from '../../media/live-media.ts';
import type { TakenSeat } from '../../media/taken-seat.ts';

/** A connection that may have a place in its stream's live video. */
interface Seated {
  socket: Socket;
  streamId: string | null;
  seat: Promise<TakenSeat | null> | null;
}

/** Answers a command about live video; the first one of a connection takes its seat. */
export async function runMedia(
  media: LiveMedia,
  connection: Seated,
  asked: { isStaff: boolean; command: MediaCommand; request: unknown },
): Promise<Ack<object>> {
  const { socket, streamId } = connection;
  if (streamId === null) return refusalAck({ code: 'BAD_REQUEST', field: 'hello' });
  connection.seat ??= media.seat(streamId, {
    isStaff: asked.isStaff,
    onLayer: (consumerId, layer) => socket.emit('layer', consumerId, layer),
    onRejoin: () => socket.emit('rejoin'),
  });
  const taking = connection.seat;
  const seat = await taking;
  if (!seat) return refusalAck({ code: 'NOT_FOUND' });
  // It went while the seat was being taken.
  if (connection.seat !== taking) {
    seat.leave();
    return refusalAck({ code: 'NOT_FOUND' });
  }
  return seat.run(asked.command, asked.request as ConsoleRequest<MediaCommand>);
}

/** Gives the seat back, with all that was opened there. */
export function leaveMedia(connection: Pick<Seated, 'seat'>): void {
  const { seat } = connection;
  connection.seat = null;
  seat?.then(
    (taken) => taken?.leave(),
    () => {},
  );
}
