import type { Ack } from '../../../shared/contract/answer.ts';
import type { LiveReply } from '../../../shared/protocol.ts';
import type { Clock } from '../../lib/clock.ts';

/** The server's clock, for a screen that halves the round trip. */
export function tellTime(clock: Clock): Ack<LiveReply<'time'>> {
  return { ok: true, nowMs: clock.nowMs() };
}
