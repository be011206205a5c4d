import { CHAT_LINES_KEPT, MAX_HELD_LINES } from '../../../shared/market/chat/bounds.ts';
import type { ChatModeration, ChatModerationChange } from '../../../shared/market/chat/contract.ts';

/** The chat of a console after a change: each part that is named whole, lines in the place of those that they are. */
export function withChange(
  chat: ChatModeration,
  { lines = [], gone = [], ...parts }: ChatModerationChange,
): ChatModeration {
  const changed = { ...chat, ...(parts as Partial<ChatModeration>) };
  if (lines.length + gone.length === 0) return changed;
  const all = new Map(chat.lines.map((line) => [line.seq, line]));
  for (const line of lines) all.set(line.seq, line);
  for (const seq of gone) all.delete(seq);
  const inOrder = [...all.values()].sort((a, b) => a.seq - b.seq);
  return { ...changed, lines: inOrder.slice(-(CHAT_LINES_KEPT + MAX_HELD_LINES)) };
}
