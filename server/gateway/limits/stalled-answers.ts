import type { ServerResponse } from 'node:http';

/** Checks of an answer within its time to stall. */
const LOOKS = 6;

/**
 * Cuts an answer whose reader has taken no byte for `afterMs`, since its bytes fill this machine's memory. The socket's
 * idle timer measures that, so an answer still being made is not cut. The cut comes at most a sixth later.
 * @param afterMs 0: never
 */
export function cutIfStalled(response: ServerResponse, afterMs: number, onCut: () => void): void {
  if (afterMs === 0) return;
  const everyMs = afterMs / LOOKS;
  let quietLooks = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  response.setTimeout(everyMs, () => {
    const nowMs = performance.now();
    // A longer gap means that the timer was put off: a byte was read.
    const isQuietOn = nowMs - lastMs < 1.75 * everyMs;
    lastMs = nowMs;
    if (response.writableLength === 0) quietLooks = 0;
    else quietLooks = isQuietOn ? quietLooks + 1 : 1;
    if (quietLooks < LOOKS) {
      response.socket?.setTimeout(everyMs);
      return;
    }
    onCut();
    response.destroy();
  });
}
