import type { Reason } from '../../shared/contract/answer.ts';
import type { LimitReason } from '../../shared/values/limit-reasons.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import type { Outside } from './world.ts';

/** Lets one buyer order nothing for a time, or again (B11); a second tap does nothing twice. */
export function createBuyerLimits({ http, newKey }: Pick<Outside, 'http' | 'newKey'>) {
  const send = createIdempotentSender(newKey);
  return {
    open() {},
    close() {},
    /** @returns why not, or null */
    async limit(buyerId: string, days: number, reason: LimitReason): Promise<Reason | null> {
      const answer = await send({ buyerId, days, reason }, (body) => http.call('limitBuyer', { body }));
      return answer.ok ? null : answer.refusal;
    },
    async lift(buyerId: string): Promise<Reason | null> {
      const answer = await send({ buyerId }, (body) => http.call('liftLimit', { body }), 'lift');
      return answer.ok ? null : answer.refusal;
    },
  };
}
