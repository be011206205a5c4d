import { chatRules } from '../../chat/chat.ts';
import type { ChatFact } from '../../chat/facts.ts';
import type { ChatState } from '../../chat/state.ts';
import type { RunningKind } from '../awake-logs.ts';

/** Time between two batches of a chat, in ms: four commits a second at most, however many write. */
const GATHER_MS = 250;

/** How a process runs chats: as guests, which may fail alone. */
export const chatKind: RunningKind<ChatState, ChatFact> = {
  rules: chatRules,
  // Those with a text that is yet to be destroyed; the others are not open.
  wakesAtStart: true,
  isGuest: true,
  gatherMs: GATHER_MS,
};
