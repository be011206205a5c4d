import { careTests } from './care.ts';
import { exportTests } from './export.ts';
import { type ChatGround, openChatMarket } from './market.ts';
import { paceTests } from './pace.ts';
import { restartTests } from './restart.ts';
import { roomTests } from './room.ts';
import { textTests } from './texts.ts';

/** Chats over whole servers and real sockets: one evening, in which each test finds what those before it left. */
export function chatSuite(ground: () => ChatGround): void {
  const market = openChatMarket(ground);
  roomTests(market);
  careTests(market);
  textTests(market);
  exportTests(market);
  // After a rush lines are left out for a while.
  paceTests(market);
  restartTests(market);
}
