import type { ConsoleFrame } from '../../../shared/contract/console-frame.ts';
import type { LogGap } from '../../event-log/ports/log-gaps.ts';

/** What a console reads of the newest time that its stream may have lost (I5), as long as somebody may come to ask. */
export function withGap(frame: ConsoleFrame, gap: LogGap | null): ConsoleFrame {
  if (!gap || frame.status === 'CLOSED' || frame.status === 'CANCELLED') return frame;
  const { fromMs: sinceMs, toMs: restoredAtMs, lost: ordersLost } = gap;
  return { ...frame, gap: { sinceMs, restoredAtMs, ordersLost } };
}
