import type { MuteReason } from '../../shared/market/chat/contract.ts';
import type { By } from '../market/kernel/by.ts';
import { accept, refused } from '../market/kernel/decision.ts';
import type { ShopDecision } from './decide.ts';
import type { ChatBan, ShopFact, ShopState } from './state.ts';

/** Buyers who may write in no chat at once. */
const MAX_BANNED = 10_000;

/** Lets a buyer write in no chat of the shop any more (N7). The same again → nothing happens. */
export function banFromChats(
  { chatBans }: Readonly<ShopState>,
  { buyerId, ids, reason }: { buyerId: string; ids: readonly string[]; reason: MuteReason },
  by: By,
): ShopDecision<{ ban: ChatBan | null }> {
  const reply = (after: Readonly<ShopState>) => ({ ban: chatBanOf(after, ids) });
  const known = chatBanOf({ chatBans }, ids);
  if (known?.reason === reason) return accept([], reply);
  if (!known && chatBans.size >= MAX_BANNED) return refused({ code: 'BAD_REQUEST', field: 'buyerId' });
  return accept([{ type: 'chat_banned', buyerId, reason, by }], reply);
}

/** Lets a buyer write again, under whichever id they were banned. */
export function unbanFromChats(
  { chatBans }: Readonly<ShopState>,
  ids: readonly string[],
  by: By,
): ShopDecision<{ ban: null }> {
  const facts = ids
    .filter((id) => chatBans.has(id))
    .map((buyerId): ShopFact => ({ type: 'chat_ban_lifted', buyerId, by }));
  return accept(facts, () => ({ ban: null }));
}

/** Why somebody may write in no chat, over all ids that are theirs; null: they may. */
export function chatBanOf(
  { chatBans }: Readonly<Pick<ShopState, 'chatBans'>>,
  ids: readonly string[],
): ChatBan | null {
  if (chatBans.size === 0) return null;
  for (const id of ids) {
    const ban = chatBans.get(id);
    if (ban) return ban;
  }
  return null;
}

/** Sets the words that no chat of the shop shows unlooked at (N7). Another list meanwhile → STALE_VERSION. */
export function setChatWords(
  { chatWords }: Readonly<ShopState>,
  { words, wordsDo, version }: { words: readonly string[]; wordsDo: 'hold' | 'drop'; version: number },
  by: By,
): ShopDecision<{ version: number }> {
  if (chatWords.version !== version) return refused({ code: 'STALE_VERSION', version: chatWords.version });
  return accept([{ type: 'chat_words_set', words: [...words], wordsDo, by }], (after) => ({
    version: after.chatWords.version,
  }));
}

/** Confirms that the shop verifies who writes, as law asks (N2). It is said once: again → nothing happens. */
export function confirmIdentities(
  { anyoneInChats }: Readonly<ShopState>,
  by: By,
): ShopDecision<{ confirmed: ShopState['anyoneInChats'] }> {
  const facts: ShopFact[] = anyoneInChats ? [] : [{ type: 'chat_identities_confirmed', by }];
  return accept(facts, (after) => ({ confirmed: after.anyoneInChats }));
}
