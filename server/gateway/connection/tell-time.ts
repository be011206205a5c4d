import type { Ack } from '../../../shared/contract/answer.ts';
import type { LiveReply } from '../../../shared/protocol.ts';
import type { Application } from '../../application/application.ts';
import type { Clock } from '../../lib/clock.ts';

/** The clock for a screen that halves the round trip: the stream's, or before a hello the server's (T7). */
export function tellTime(
  { clock, application }: { clock: Clock; application: Pick<Application, 'timeOf'> },
  streamId: string | null,
): Ack<LiveReply<'time'>> {
  return {
    ok: true,
    nowMs: streamId === null ? clock.nowMs() : application.timeOf(streamId, clock.steadyMs()),
  };
}
