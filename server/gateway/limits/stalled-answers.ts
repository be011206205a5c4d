import type { ServerResponse } from 'node:http';

/** An answer is looked at so often in the time that it may stand still. */
const LOOKS = 6;

/**
 * Cuts an answer of which the reader has taken no byte for `afterMs`: what waits for it is memory of this machine. The
 * socket's own timer tells, which is put off by each byte that leaves; an answer that is still being made is let alone.
 * It is found within a sixth more of that time.
 * @param afterMs 0: never
 */
export function cutIfStalled(response: ServerResponse, afterMs: number, onCut: () => void): void {
  if (afterMs === 0) return;
  const everyMs = afterMs / LOOKS;
  let quietLooks = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  response.setTimeout(everyMs, () => {
    const nowMs = performance.now();
    // The timer was put off in between: something was taken.
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
