import type { Reason } from '../../shared/contract/answer.ts';
import type { Reserve } from '../../shared/values/reserve.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import type { Outside } from './world.ts';

/** Sets one producer's share and what of it is kept in reserve (M6, M7); a second tap does nothing twice. */
export function createShareSetter(producerId: string, { http, newKey }: Pick<Outside, 'http' | 'newKey'>) {
  const send = createIdempotentSender(newKey);
  return {
    open() {},
    close() {},
    /** @returns why not, or null */
    async set(share: {
      version: number;
      from: string;
      shareBps: number;
      reserve: Reserve | null;
    }): Promise<Reason | null> {
      const answer = await send(share, (body) =>
        http.call('setProducerShare', { params: { producerId }, body }),
      );
      return answer.ok ? null : answer.refusal;
    },
  };
}
