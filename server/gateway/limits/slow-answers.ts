import type { ServerResponse } from 'node:http';

/** Answers are looked at so often in the time that each has for itself. */
const LOOKS = 6;

interface Watched {
  /** How many bytes had been written on its connection when it was asked for. */
  fromBytes: number;
  /** How long the server has waited for its reader. */
  waitedMs: number;
}

/** Watches answers until they are taken or cut. */
export interface SlowAnswers {
  watch(response: ServerResponse): void;
  close(): void;
}

/**
 * Bounds the whole time of an answer by its size: a reader who takes a byte now and then never stands still, and keeps
 * what waits for it in memory for ever. Time counts only while bytes wait for the reader, not while they are being made.
 * An answer has `graceMs`, and a second more for each `leastBytesPerSecond` of it; then it is cut.
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
    // A loop that was busy itself waited for no reader.
    const sinceMs = Math.min(nowMs - lastMs, 2 * everyMs);
    lastMs = nowMs;
    for (const [response, watched] of open) {
      // Without a socket it is another answer's turn.
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
