import type {
  ConnectConsole,
  ConsoleAsk,
  ConsoleConnection,
  ConsoleListener,
} from '../../client/connection/console-connection.ts';
import type { HostCommandReply } from '../../client/stores/host/host-commands.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import type { ConsoleFlash, ConsoleItem } from '../../shared/contract/console.ts';
import type { ConsoleFrame } from '../../shared/contract/console-frame.ts';
import { type ConsolePart, consoleParts } from '../../shared/contract/console-parts.ts';
import type { Refusal, RefusalReply } from '../../shared/contract/refusals.ts';
import type { TickerOrder } from '../../shared/market/order/contract.ts';
import type { ConsoleVoucher } from '../../shared/market/voucher/contract.ts';
import type { ConsoleReply } from '../../shared/protocol.ts';

export const CONSOLE_HISTORY = 'aaaaaaaa';
const id = (n: number) => `0190a000-0000-7000-9000-${String(n).padStart(12, '0')}`;

export interface SentAct {
  command: ConsoleAsk;
  request: Record<string, unknown>;
}

/** A console's line with nobody at its other end but the test. */
export interface FakeConsole {
  connect: ConnectConsole;
  /** What the server says; there once the console has connected. */
  readonly say: ConsoleListener;
  isOpen(): boolean;
  sent: SentAct[];
  resyncs(): number;
  /** How acts are answered from now on; the default answers nothing until told. */
  answer(with_: (act: SentAct) => Promise<Answer<HostCommandReply>> | Answer<HostCommandReply>): void;
}

export function fakeConsole(): FakeConsole {
  let listener: ConsoleListener | null = null;
  let resyncs = 0;
  let answerWith: (act: SentAct) => Promise<Answer<HostCommandReply>> | Answer<HostCommandReply> = () =>
    new Promise(() => {});
  const sent: SentAct[] = [];
  return {
    connect(_slug, given) {
      listener = given;
      const send = async (command: ConsoleAsk, request: unknown) => {
        const act = { command, request: request as Record<string, unknown> };
        sent.push(act);
        return answerWith(act);
      };
      return {
        send: send as ConsoleConnection['send'],
        resync: () => {
          resyncs += 1;
        },
        close: () => {},
      };
    },
    get say() {
      if (!listener) throw new Error('The console has not connected yet.');
      return listener;
    },
    isOpen: () => listener !== null,
    sent,
    resyncs: () => resyncs,
    answer(with_) {
      answerWith = with_;
    },
  };
}

export function accepted(seq: number, more: Partial<HostCommandReply> = {}): { ok: true } & HostCommandReply {
  return { ok: true, seq, version: seq, undoUntilMs: null, ...more };
}

export function refusedWith(refusal: Refusal): RefusalReply {
  return { ok: false, message: refusal.code, retryable: false, ...refusal };
}

export function anItem(itemNumber: number, more: Partial<ConsoleItem> = {}): ConsoleItem {
  return {
    itemNumber,
    productId: id(itemNumber),
    producerId: id(800),
    name: `Good ${itemNumber}`,
    producer: 'Shibao Farm',
    picture: '',
    listPriceMinor: 1_000 * itemNumber,
    floorMinor: 0,
    buyerLimit: null,
    version: itemNumber,
    isStopped: false,
    isRemoved: false,
    allotted: 100,
    adjusted: 0,
    available: 100,
    held: 0,
    unpaid: 0,
    sold: 0,
    orders: { placed: 0, paid: 0 },
    waiting: { buyers: 0, units: 0 },
    flash: null,
    promotion: null,
    ...more,
  };
}

export function aConsoleFlash(more: Partial<ConsoleFlash> = {}): ConsoleFlash {
  return {
    flashId: id(900),
    version: 1,
    phase: 'running',
    priceMinor: 500,
    startsAtMs: 0,
    endsAtMs: 300_000,
    cap: 50,
    perBuyerCap: 2,
    prelaunchSeconds: 0,
    afterEnd: 'list',
    fundedBy: 'producer',
    free: 50,
    lapsed: 0,
    held: 0,
    unpaid: 0,
    sold: 0,
    ...more,
  };
}

/** ¥10 off on orders of ¥99 or more, for a day. */
export function aConsoleVoucher(more: Partial<ConsoleVoucher> = {}): ConsoleVoucher {
  return {
    voucherId: id(901),
    version: 1,
    name: '',
    hasCode: false,
    off: { kind: 'amount', offMinor: 1_000 },
    fromMinor: 9_900,
    scope: { kind: 'shop' },
    producer: null,
    fundedBy: 'shop',
    startsAtMs: 0,
    endsAtMs: Date.now() + 86_400_000,
    cap: 100,
    perBuyerCap: 1,
    claimed: 0,
    isEnded: false,
    ...more,
  };
}

export function aTickerOrder(n: number, more: Partial<TickerOrder> = {}): TickerOrder {
  return {
    orderId: id(10_000 + n),
    number: String(1_000 + n),
    reference: `12-${1_000 + n}`,
    atMs: 0,
    status: 'PLACED',
    units: 1,
    totalMinor: 1_000,
    lines: [{ itemNumber: 1, units: 1, unitPriceMinor: 1_000 }],
    ...more,
  };
}

const noParts = Object.fromEntries(Object.keys(consoleParts).map((part) => [part, []])) as unknown as {
  [Part in ConsolePart]: never[];
};

export function aConsoleFrame(to: number, more: Partial<ConsoleFrame> = {}): ConsoleFrame {
  return {
    history: CONSOLE_HISTORY,
    to,
    status: 'LIVE',
    pause: null,
    lineupVersion: 0,
    pins: [],
    order: [],
    ...noParts,
    ...more,
  };
}

export function aWelcome(
  frame: ConsoleFrame,
  more: Partial<ConsoleReply<'hello'>> = {},
): ConsoleReply<'hello'> {
  return {
    streamId: id(1),
    title: '土豆节 Potato day',
    currency: 'CNY',
    rehearsalOf: null,
    scheduledAtMs: 0,
    liveStartMs: 0,
    endedAtMs: null,
    nowMs: 0,
    viewers: 1_204,
    grants: [],
    isHost: true,
    frame,
    ...more,
  };
}
