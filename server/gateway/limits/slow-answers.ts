import type { ServerResponse } from 'node:http';

/** Checks of an answer within its grace. */
const LOOKS = 6;

interface Watched {
  /** The bytes written on its connection before this answer. */
  fromBytes: number;
  /** The time in ms for which bytes waited for the reader. */
  waitedMs: number;
}

/** Watches answers until they are read or cut. */
export interface SlowAnswers {
  watch(response: ServerResponse): void;
  close(): void;
}

/**
 * A deadline of an answer by its size: a reader of single bytes never stalls, yet keeps the rest in memory. Only time
 * with unread bytes counts. An answer has `graceMs`, and one second for each `leastBytesPerSecond`; then it is cut.
 * @param leastBytesPerSecond 0: nothing is cut
 */
export function slowAnswers(
  leastBytesPerSecond: number,
  { graceMs, onCut }: { graceMs: number; onCut: () => void },
): SlowAnswers {
  if (leastBytesPerSecond === 0) return { watch: () => {}, close: () => {} };
  const open = new Map<ServerResponse, Watched>();
  const everyMs = graceMs / LOOKS;
  let lastMs = performance.now();

  function look(): void {
    const nowMs = performance.now();
    // Bounded, since a busy loop makes no reader slow.
    const sinceMs = Math.min(nowMs - lastMs, 2 * everyMs);
    lastMs = nowMs;
    for (const [response, watched] of open) {
      // Without a socket the connection serves another answer.
      if (response.writableLength === 0 || !response.socket) continue;
      watched.waitedMs += sinceMs;
      const bytes = response.socket.bytesWritten - watched.fromBytes;
      if (watched.waitedMs <= graceMs + (1_000 * bytes) / leastBytesPerSecond) continue;
      open.delete(response);
      onCut();
      response.destroy();
    }
  }

  const timer = setInterval(look, everyMs).unref();
  return {
    watch(response) {
      open.set(response, { fromBytes: response.req.socket.bytesWritten, waitedMs: 0 });
      response.once('close', () => open.delete(response));
    },
    close: () => clearInterval(timer),
  };
}
