import type { Socket } from 'socket.io';
import { sayBye, unsentOf } from '../transport/transport.ts';

const SWEEP_MS = 250;
/** Unsent bytes below which a slow consumer has caught up. */
const CAUGHT_UP_BYTES = 8 * 1_024;
/** Unsent bytes, and time in ms, beyond which a slow consumer is closed: its memory is bounded. */
const TOO_MUCH_BYTES = 1_024 * 1_024;
const TOO_LONG_MS = 30_000;

/**
 * Backpressure: connections that read slower than they are sent frames. They leave the rooms whose frames they cannot
 * take. Once caught up they get a fresh snapshot.
 * @param refresh brings a connection back into its rooms, with the present state
 */
export function watchSlowConsumers(options: {
  nowMs: () => number;
  refresh: (socket: Socket) => void;
  onClosed: () => void;
  tooLongMs?: number;
}) {
  const tooLongMs = options.tooLongMs ?? TOO_LONG_MS;
  const slowConsumers = new Map<string, { socket: Socket; sinceMs: number }>();
  let timer: NodeJS.Timeout | null = null;

  function sweep(): void {
    for (const [id, { socket, sinceMs }] of slowConsumers) {
      const unsent = unsentOf(socket);
      if (!socket.connected || !unsent) {
        slowConsumers.delete(id);
      } else if (unsent.bytes > TOO_MUCH_BYTES || options.nowMs() - sinceMs > tooLongMs) {
        slowConsumers.delete(id);
        options.onClosed();
        sayBye(socket, 'SLOW_CONSUMER');
      } else if (unsent.bytes < CAUGHT_UP_BYTES && unsent.packets === 0) {
        slowConsumers.delete(id);
        options.refresh(socket);
      }
    }
    if (slowConsumers.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
  }

  return {
    /** Takes a connection out of a room whose frame it could not take. */
    add(socket: Socket, room: string): void {
      socket.leave(room);
      if (!slowConsumers.has(socket.id)) slowConsumers.set(socket.id, { socket, sinceMs: options.nowMs() });
      timer ??= setInterval(sweep, SWEEP_MS);
    },
    has: (socketId: string) => slowConsumers.has(socketId),
    close(): void {
      if (timer) clearInterval(timer);
      slowConsumers.clear();
    },
  };
}
