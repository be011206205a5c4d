import * as z from 'zod/mini';
import { MAX_ANSWERED } from '../../market/chat/bounds.ts';
import {
  answeredQuestion,
  anyoneInChats,
  banBuyerRequest,
  chatBanView,
  confirmAnyone,
  hearInChat,
  setShopWords,
  shopChatWords,
  unbanBuyerRequest,
} from '../../market/chat/contract.ts';
import { seq, slug } from '../../values/ids.ts';
import type { Route } from './route.ts';

const banReply = z.strictObject({ ban: z.nullable(chatBanView) });

/** What chats leave behind, and the care for all of them. */
export const chatRoutes = {
  streamQuestions: {
    method: 'GET',
    path: '/streams/:slug/questions',
    who: 'anyone',
    about: 'Questions of viewers that were answered, without names (N6), the oldest first.',
    params: z.strictObject({ slug }),
    reply: z.strictObject({ questions: z.array(answeredQuestion).check(z.maxLength(MAX_ANSWERED)) }),
  },
  chatWords: {
    method: 'GET',
    path: '/office/chat-words',
    who: ['operator'],
    about: 'The words that no chat of the shop shows unlooked at (N7).',
    reply: shopChatWords,
  },
  setChatWords: {
    method: 'POST',
    path: '/office/chat-words',
    who: ['operator'],
    about: 'Sets those words, all of them (N7); a file is read by the page.',
    body: setShopWords,
    reply: z.strictObject({ version: shopChatWords.shape.version }),
  },
  anyoneInChats: {
    method: 'GET',
    path: '/office/chat-anyone',
    who: ['operator'],
    about:
      'Whether law asks who writes for a verified identity, and who confirmed that the shop sees to it (N2).',
    reply: anyoneInChats,
  },
  confirmAnyone: {
    method: 'POST',
    path: '/office/chat-anyone',
    who: ['operator'],
    about: 'Confirms once that the shop verifies who writes, as law asks (N2): then anyone can be let write.',
    body: confirmAnyone,
    reply: anyoneInChats,
  },
  banFromChats: {
    method: 'POST',
    path: '/office/buyers/ban-from-chats',
    who: ['operator'],
    about: 'Lets a buyer write in no chat of the shop (N7). It touches no order.',
    body: banBuyerRequest,
    reply: banReply,
  },
  unbanFromChats: {
    method: 'POST',
    path: '/office/buyers/let-chat',
    who: ['operator'],
    about: 'Lets a buyer write in chats again (N7).',
    body: unbanBuyerRequest,
    reply: banReply,
  },
  hearInChat: {
    method: 'POST',
    path: '/office/buyers/let-chat-in-stream',
    who: ['operator'],
    about: 'Lets a buyer write in the chat of one stream again (N5), whatever its house decided.',
    body: hearInChat,
    reply: z.strictObject({ seq }),
  },
} as const satisfies Record<string, Route>;
