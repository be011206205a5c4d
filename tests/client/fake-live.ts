import type {
  ConnectLive,
  LiveAsk,
  LiveConnection,
  LiveListener,
} from '../../client/connection/live-connection.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import { noAnswer } from '../../shared/contract/answer.ts';
import type { PrivateView } from '../../shared/contract/private-view.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import type { LiveReply, LiveRequest, LiveTold } from '../../shared/protocol.ts';

export interface SentCommand<C extends LiveAsk = LiveAsk> {
  command: C;
  request: LiveRequest<C>;
  /** Tells the asker that it was turned away for now. */
  onBusy?: () => void;
  /** Tells the asker of the receipt of the first try (F5). */
  onReceipt?: (receipt: string) => void;
}
type Answering = (sent: SentCommand) => Promise<Answer<LiveReply<LiveAsk>>> | Answer<LiveReply<LiveAsk>>;

/** A line to a stream that a test plays by hand: what is sent is listed, what is heard is said. */
export interface FakeLive {
  connect: ConnectLive;
  sent: SentCommand[];
  resyncs: boolean[];
  /** What was said without waiting for an answer. */
  told: LiveRequest<LiveTold>[];
  /** How commands are answered from now on; without it nothing answers. */
  answer(with_: Answering): void;
  /** Speaks to the newest listener. */
  say: LiveListener;
  welcome(to: { mine?: PrivateView; nowMs?: number; viewers?: number }): void;
  snapshot(changes: Change[], to?: number): void;
  isOpen(): boolean;
}

export const HISTORY = 'abcd1234';
export const BUYER = '0190a000-0000-7000-8000-0000000000b1';
export const STREAM = '0190a000-0000-7000-8000-0000000000a1';
export const emptyMine: PrivateView = { seq: 0, cart: { lines: [], firstPaid: false }, orders: [] };

export function fakeLive(): FakeLive {
  const sent: SentCommand[] = [];
  const resyncs: boolean[] = [];
  const told: LiveRequest<LiveTold>[] = [];
  let answering: Answering = () => noAnswer;
  let listener: LiveListener | null = null;
  const heard = (): LiveListener => {
    if (!listener) throw new Error('Nobody is connected.');
    return listener;
  };
  const fake: FakeLive = {
    sent,
    resyncs,
    told,
    connect(_slug, to): LiveConnection {
      listener = to;
      return {
        async send(command, request, onBusy, onReceipt) {
          const told = { ...(onBusy && { onBusy }), ...(onReceipt && { onReceipt }) };
          const one = { command, request, ...told } as SentCommand;
          sent.push(one);
          return (await answering(one)) as Answer<never>;
        },
        tell: (_command, request) => told.push(request),
        resync: (mismatch) => resyncs.push(mismatch),
        close() {
          if (listener === to) listener = null;
        },
      };
    },
    answer(with_) {
      answering = with_;
    },
    get say() {
      return heard();
    },
    welcome({ mine = emptyMine, nowMs = 1_700_000_000_000, viewers = 1_204 }) {
      heard().onWelcome({
        streamId: STREAM,
        history: HISTORY,
        seq: 1,
        nowMs,
        viewers,
        buyerId: BUYER,
        ticket: 'ticket',
        me: mine,
      });
      heard().onLink('connected');
    },
    snapshot: (changes, to = 10) => heard().onSnapshot({ history: HISTORY, to, changes }),
    isOpen: () => listener !== null,
  };
  return fake;
}

/** The promise of an answer, and how to keep it. */
export function answerLater<C extends LiveAsk = 'order:place'>() {
  let resolve: (answer: Answer<LiveReply<C>>) => void = () => {};
  const promise = new Promise<Answer<LiveReply<C>>>((keep) => {
    resolve = keep;
  });
  return { promise, resolve: (answer: Answer<LiveReply<C>>) => resolve(answer) };
}
