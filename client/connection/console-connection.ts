import type { Answer } from '../../shared/contract/answer.ts';
import type { ConsoleFrame, ConsoleRights } from '../../shared/contract/console-frame.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { ChatModeration, ChatModerationChange } from '../../shared/market/chat/contract.ts';
import type {
  ConsoleChatEvents,
  ConsoleCommand,
  ConsoleEvents,
  ConsoleMediaEvents,
  ConsoleReply,
  ConsoleRequest,
  Trouble,
} from '../../shared/protocol.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol-version.ts';
import type { ServerClock } from './clock.ts';
import { createCommandLink, type Link, type WireSocket } from './command-link.ts';

/** What the floor may ask after the hello. */
export type ConsoleAsk = Exclude<ConsoleCommand, 'hello' | 'time'>;

export interface ConsoleListener {
  /** Everything the floor sees; comes again after every reconnect and replaces what was known. */
  onWelcome(welcome: ConsoleReply<'hello'>): void;
  /** Signed out (UNAUTHENTICATED) or no right left (NOT_FOUND), now or at the hello: nothing more comes. */
  onTurnedAway(refusal: Refusal): void;
  /** What this person may do is another thing from now on, and so is what the floor shows. */
  onRights(rights: ConsoleRights): void;
  /** Whole values of what changed. */
  onFrame(frame: ConsoleFrame): void;
  onHeartbeat(beat: {
    history: string;
    to: number;
    nowMs: number;
    viewers: number;
    trouble: Trouble | null;
  }): void;
  onLink(link: Link): void;
  /** The chat whole, for who may care for it, and then what changed: each part whole, lines by their place. */
  onChat(chat: ChatModeration): void;
  onChatChange(change: ChatModerationChange): void;
  /** What is told of live video, event by event. */
  media: ConsoleMediaEvents;
}

/** A host's or assistant's line to one stream. */
export interface ConsoleConnection {
  send<C extends ConsoleAsk>(command: C, request: ConsoleRequest<C>): Promise<Answer<ConsoleReply<C>>>;
  /** Asks for everything again. */
  resync(): void;
  close(): void;
}
export type ConnectConsole = (slug: string, listener: ConsoleListener) => ConsoleConnection;

/** @param openSocket a fresh socket of namespace `/console` */
export function createConnectConsole(openSocket: () => WireSocket, clock: ServerClock): ConnectConsole {
  return (slug, listener) => {
    const socket = openSocket();
    const link = createCommandLink<ConsoleReply<'hello'>>({
      socket,
      clock,
      historyOf: ({ frame }) => frame.history,
      helloRequest: (): ConsoleRequest<'hello'> => ({ protocol: PROTOCOL_VERSION, slug }),
      onWelcome: listener.onWelcome,
      onTurnedAway: listener.onTurnedAway,
      onLink: listener.onLink,
    });
    function turnAway(refusal: Refusal) {
      link.close();
      listener.onTurnedAway(refusal);
    }
    const events: ConsoleEvents & ConsoleMediaEvents & ConsoleChatEvents = {
      ...listener.media,
      c: (frame) => listener.onFrame(frame),
      h(history, to, nowMs, viewers, trouble) {
        link.heard(nowMs);
        listener.onHeartbeat({ history, to, nowMs, viewers, trouble });
      },
      rights(rights) {
        if (rights) listener.onRights(rights);
        else turnAway({ code: 'NOT_FOUND' });
      },
      'chat:s': (_history, _to, chat) => listener.onChat(chat),
      'chat:d': (_history, _to, change) => listener.onChatChange(change),
      bye(reason) {
        if (reason === 'SESSION_ENDED') turnAway({ code: 'UNAUTHENTICATED' });
        else listener.onLink('reconnecting');
      },
    };
    // A session that ended while the line was away is not to be had back by trying.
    socket.on('connect_error', ({ data }: Error & { data?: { code?: unknown } }) => {
      if (data?.code === 'UNAUTHENTICATED') turnAway({ code: 'UNAUTHENTICATED' });
    });
    for (const [event, take] of Object.entries(events)) socket.on(event, take as (...args: never[]) => void);
    return {
      send: (command, request) => link.send(command, request),
      resync: link.helloAgain,
      close: link.close,
    };
  };
}
