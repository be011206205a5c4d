import { chatKind } from '../application/chat/log.ts';
import { nothingBeside, rebuildLog } from '../audit/rebuild-log.ts';
import { verifyChat } from '../audit/verify-chat.ts';
import { chatRules } from '../chat/chat.ts';
import type { ChatFact } from '../chat/facts.ts';
import type { ChatState } from '../chat/state.ts';
import type { LogKind } from './kind.ts';

/** The log of a stream's chat: who wrote when, and what the house did. What was written lies beside it. */
export const chatLog: LogKind<ChatState, ChatFact> = {
  ...chatKind,
  verify: verifyChat,
  rebuild: (head, by) => rebuildLog(chatRules, head, nothingBeside, by),
  lossOf: async () => null,
  numberGivenBy: () => 0,
};
