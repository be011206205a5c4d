import type { Reason } from '../../shared/contract/answer.ts';
import type { AnyoneInChats, ShopChatWords } from '../../shared/market/chat/contract.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import { createStaffRead } from './staff-read.ts';
import type { World } from './world.ts';

/** The words that no chat of the shop shows unlooked at (N7), for an operator. */
export function createShopChatWordsStore(world: World) {
  const { http, newKey } = world;
  const asked = createStaffRead<ShopChatWords>(world, ['chat-words'], () => http.call('chatWords'));
  const send = createIdempotentSender(newKey);
  return {
    ...asked,
    /** @returns why not, or null */
    async set(words: ShopChatWords): Promise<Reason | null> {
      const answer = await send(words, (body) => http.call('setChatWords', { body }));
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
  };
}

/** Who confirmed that the shop verifies who writes in chats (N2), for an operator. */
export function createAnyoneStore(world: World) {
  const { http, newKey } = world;
  const asked = createStaffRead<AnyoneInChats>(world, ['chat-anyone'], () => http.call('anyoneInChats'));
  const send = createIdempotentSender(newKey);
  return {
    ...asked,
    /** @returns why not, or null */
    async confirm(): Promise<Reason | null> {
      const answer = await send({}, (body) => http.call('confirmAnyone', { body }));
      await asked.reload();
      return answer.ok ? null : answer.refusal;
    },
  };
}
