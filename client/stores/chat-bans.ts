import type { Reason } from '../../shared/contract/answer.ts';
import type { MuteReason } from '../../shared/market/chat/contract.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import type { Outside } from './world.ts';

/** Lets one buyer write in no chat of the shop, or again (N7); a second tap does nothing twice. */
export function createChatBans({ http, newKey }: Pick<Outside, 'http' | 'newKey'>) {
  const send = createIdempotentSender(newKey);
  return {
    open() {},
    close() {},
    /** @returns why not, or null */
    async ban(buyerId: string, reason: MuteReason): Promise<Reason | null> {
      const answer = await send({ buyerId, reason }, (body) => http.call('banFromChats', { body }));
      return answer.ok ? null : answer.refusal;
    },
    /** Lets them write in the chat of one stream again. */
    async hear(buyerId: string, streamId: string): Promise<Reason | null> {
      const answer = await send({ buyerId, streamId }, (body) => http.call('hearInChat', { body }), streamId);
      return answer.ok ? null : answer.refusal;
    },
    async lift(buyerId: string): Promise<Reason | null> {
      const answer = await send({ buyerId }, (body) => http.call('unbanFromChats', { body }), 'lift');
      return answer.ok ? null : answer.refusal;
    },
  };
}
