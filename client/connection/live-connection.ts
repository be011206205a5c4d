import type { Answer } from '../../shared/contract/answer.ts';
import type { PrivateView } from '../../shared/contract/private-view.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { Frame } from '../../shared/live-view/cursor.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import type { ChatChange, ChatWhole } from '../../shared/market/chat/contract.ts';
import type { RecentBuyers } from '../../shared/market/order/contract.ts';
import type {
  ChatEvents,
  LiveCommand,
  LiveEvents,
  LiveReply,
  LiveRequest,
  LiveTold,
  MediaEvents,
} from '../../shared/protocol.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol-version.ts';
import type { ServerClock } from './clock.ts';
import { createCommandLink, type Link, type WireSocket } from './command-link.ts';

/** What a buyer may ask after the hello, which the connection says by itself. */
export type LiveAsk = Exclude<LiveCommand, 'hello' | 'time' | LiveTold>;

/** Who listens to one stream: the live store, or a test. */
export interface LiveListener {
  /** Where the screen stands, asked at each hello. */
  cursor(): { history: string | null; seq: number };
  /** Whether it wants little data of the chat (N3), asked at each hello. */
  chat(): unknown;
  onWelcome(welcome: LiveReply<'hello'>): void;
  onTurnedAway(refusal: Refusal): void;
  onSnapshot(snapshot: { history: string; to: number; changes: Change[] }): void;
  onFrame(frame: Frame): void;
  onDigest(digest: { history: string; seq: number; digest: string }): void;
  onHeartbeat(beat: { history: string; to: number; nowMs: number; viewers: number }): void;
  onRecent(recent: readonly RecentBuyers[]): void;
  onPrivate(view: PrivateView): void;
  /** The chat whole, which is what counts from then on; or what changed in it. */
  onChat(...told: [chat: ChatWhole, isWhole: true] | [change: ChatChange, isWhole: false]): void;
  /** What is told of live video, event by event. */
  media: MediaEvents;
  onLink(link: Link): void;
}

/** One viewer's line to one stream. */
export interface LiveConnection {
  /** Who is told, and who is asked: see CommandLink. */
  send<C extends LiveAsk>(
    command: C,
    request: LiveRequest<C>,
    onBusy?: () => void,
    onReceipt?: (receipt: string) => void,
    mayTry?: () => boolean,
  ): Promise<Answer<LiveReply<C>>>;
  /** Says it once, and waits for nothing; without a connection it is not said. */
  tell<C extends LiveTold>(command: C, request: LiveRequest<C>): void;
  /** Asks for what is missing; `mismatch` says that the view's digest differed. */
  resync(mismatch: boolean): void;
  close(): void;
}
/** `token` is a guest's, for a page that keeps no cookies. */
export type ConnectLive = (slug: string, listener: LiveListener, token?: string) => LiveConnection;

/**
 * @param openSocket a fresh socket of namespace `/live`
 * @param clock fed by the `time` answers and checked by the heartbeats of this connection
 */
export function createConnectLive(
  openSocket: (token?: string) => WireSocket,
  clock: ServerClock,
): ConnectLive {
  return (slug, listener, token) => {
    const socket = openSocket(token);
    let isMismatch = false;
    /** The hello under way says so; until it is answered it may have to be said again. */
    let isMismatchSaid = false;
    const link = createCommandLink<LiveReply<'hello'>>({
      socket,
      clock,
      historyOf: ({ history }) => history,
      helloRequest(answered) {
        const { history, seq } = listener.cursor();
        const request: LiveRequest<'hello'> = { protocol: PROTOCOL_VERSION, slug };
        if (listener.chat()) request.chat = 'low';
        if (history !== null) Object.assign(request, { history, seq });
        if (answered?.history === history) request.answeredSeq = answered.seq;
        if (isMismatch) request.mismatch = true;
        isMismatchSaid = isMismatch;
        return request;
      },
      onWelcome(welcome) {
        if (isMismatchSaid) isMismatch = false;
        listener.onWelcome(welcome);
      },
      onTurnedAway: listener.onTurnedAway,
      onLink: listener.onLink,
    });
    const events: LiveEvents & MediaEvents & ChatEvents = {
      ...listener.media,
      s: (history, to, changes) => listener.onSnapshot({ history, to, changes }),
      d: (history, from, to, changes) => listener.onFrame({ history, from, to, changes }),
      g: (history, seq, digest) => listener.onDigest({ history, seq, digest }),
      h(history, to, nowMs, viewers) {
        link.heard(nowMs);
        listener.onHeartbeat({ history, to, nowMs, viewers });
      },
      recent: listener.onRecent,
      me: (view) => listener.onPrivate(view),
      'chat:s': (_history, _to, chat) => listener.onChat(chat, true),
      'chat:d': (_history, _to, change) => listener.onChat(change, false),
      // The close that follows brings us back by itself, jittered; a drain wants nothing more of us.
      bye: () => listener.onLink('reconnecting'),
    };
    for (const [event, take] of Object.entries(events)) socket.on(event, take as (...args: never[]) => void);
    return {
      send: link.send,
      tell: (command, request) => link.tell(command, request),
      resync(mismatch) {
        isMismatch ||= mismatch;
        link.helloAgain();
      },
      close: link.close,
    };
  };
}
