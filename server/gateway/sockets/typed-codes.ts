import type { Ack } from '../../../shared/contract/command.ts';
import type { LiveReply, LiveRequest } from '../../../shared/protocol.ts';
import { refusalAck } from '../../features/ack.ts';
import type { Tries } from '../../ports/tries.ts';

/**
 * How often one buyer may be wrong about the code of a voucher. A quote is answered all the same, without the code; a code
 * that was right costs nothing. An order with one counts as a try however it ends: its answer would tell as much.
 */
export function limitTypedCodes(tries: Pick<Tries, 'count' | 'uncount'>): {
  quote(
    buyerId: string,
    request: LiveRequest<'order:quote'>,
    ask: (request: LiveRequest<'order:quote'>) => Promise<Ack<LiveReply<'order:quote'>>>,
  ): Promise<Ack<LiveReply<'order:quote'>>>;
  order<Reply>(
    buyerId: string,
    request: Pick<LiveRequest<'order:place'>, 'code'>,
    place: () => Promise<Ack<Reply>>,
  ): Promise<Ack<Reply>>;
} {
  return {
    async quote(buyerId, request, ask) {
      if (request.code === undefined) return ask(request);
      if ((await tries.count('wrongCodeOfBuyer', buyerId)) > 0) {
        const { code: _code, ...others } = request;
        const ack = await ask(others);
        return ack.ok ? { ...ack, code: { outcome: 'not_used', reason: 'too_many_tries' } } : ack;
      }
      const ack = await ask(request);
      const isWrong = ack.ok && ack.code?.outcome === 'not_used' && ack.code.reason === 'unknown';
      if (!isWrong) await tries.uncount('wrongCodeOfBuyer', buyerId);
      return ack;
    },
    async order(buyerId, request, place) {
      if (request.code === undefined) return place();
      const retryAfterMs = await tries.count('wrongCodeOfBuyer', buyerId);
      return retryAfterMs > 0 ? refusalAck({ code: 'RATE_LIMITED', retryAfterMs }) : place();
    },
  };
}
