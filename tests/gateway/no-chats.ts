import { refusalAck } from '../../server/application/ack.ts';
import type { Chats } from '../../server/application/application.ts';

const away = async () => refusalAck({ code: 'CHAT_OFF', why: 'away' });

/** A market whose chats cannot be opened: the rest of it goes on. */
export const noChats: Chats = {
  live: away,
  mayBeCalled: away,
  console: away,
  whole: async () => null,
  moderation: async () => null,
  exported: async () => null,
  answered: async () => [],
  questions: async () => ({ counts: [], answered: [] }),
  words: async () => ({ words: [], wordsDo: 'hold', version: 0 }),
  setWords: away,
  anyone: async () => ({ isAsked: false, confirmed: null }),
  confirmAnyone: away,
  ban: away,
  unban: away,
  silences: async () => [],
  hear: away,
  silenced: async () => new Map(),
  silenceOf: async () => null,
  onChanged: () => () => {},
  onSilenced: () => () => {},
};
