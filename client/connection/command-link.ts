import { type Ack, type Answer, leavesDoubt, noAnswer } from '../../shared/contract/answer.ts';
import type { Refusal, RefusalReply } from '../../shared/contract/refusals.ts';
import type { ServerClock } from './clock.ts';

/** The part of a Socket.IO client that a link uses, so that a test can stand in for the wire. */
export interface WireSocket {
  readonly active: boolean;
  on(event: string, listener: (...args: never[]) => void): unknown;
  emit(event: string, request: unknown, ack: (reply: unknown) => void): unknown;
  connect(): unknown;
  disconnect(): unknown;
}

/** How the line is: `stale` is connected as far as anybody knows, but silent for 3 s. */
export type Link = 'connecting' | 'connected' | 'stale' | 'reconnecting';

export interface CommandLinkOptions<Welcome> {
  socket: WireSocket;
  clock: ServerClock;
  /** The history that the log has, as the answer to a hello says. */
  historyOf(welcome: Welcome): string;
  /**
   * What to say first on every connection.
   * @param answered the highest seq that an answer named, and the history of the log it is in; null before the first one
   */
  helloRequest(answered: { history: string; seq: number } | null): unknown;
  onWelcome(welcome: Welcome): void;
  /** A no to the hello that asking again will not change. */
  onTurnedAway(refusal: Refusal): void;
  onLink(link: Link): void;
}

/** One namespace of one socket: hello on every connect, typed commands with retries, the watch for silence. */
export interface CommandLink {
  /**
   * Sends a command until it is answered, or 25 s are over and the last try has had its 6 s; a retry carries the very same
   * request and key (I1), and says so if an earlier try may be under way yet, be it one of an earlier call (I2). Where the
   * server names a pause that is longer than what is left, its no is the answer at once: nobody waits for a try that will
   * not be made.
   * @param onBusy told each time that the server has no room now and the command will be sent again by itself; not once an
   *   earlier try may have been done
   * @param onReceipt told of the receipt that the server gave for the first try (F5); the tries after it carry it
   * @param mayTry asked before each try: false ends it with what is known by then
   */
  send<Reply>(
    command: string,
    request: unknown,
    onBusy?: () => void,
    onReceipt?: (receipt: string) => void,
    mayTry?: () => boolean,
  ): Promise<Answer<Reply>>;
  /** Says something once, while it is welcome; nobody waits for the answer. */
  tell(command: string, request: unknown): void;
  /** Says hello again within a second, at a random moment so that a crowd does not come back as one. */
  helloAgain(): void;
  /** Notes a sign of life, with the server's time if it carried one. */
  heard(serverNowMs?: number): void;
  close(): void;
}

const ACK_TIMEOUT_MS = 6_000;
const SEND_BUDGET_MS = 25_000;
const MOST_TRIES = 6;
/** With a receipt it is worth going on for as long as that is good, and more slowly then. */
const MOST_TRIES_WITH_RECEIPT = 12;
const PATIENT_PAUSE_MS = 2_000;
/** From the first try of a command to the end of the last. */
export const LONGEST_SEND_MS = SEND_BUDGET_MS + ACK_TIMEOUT_MS;
/** Keys without an answer that are remembered, the oldest being forgotten. */
const MOST_DOUBTFUL = 64;
const STALE_AFTER_MS = 3_000;
const CLOCK_SAMPLES = 5;
const CLOCK_SAMPLE_GAP_MS = 250;
const CLOCK_AGAIN_MS = 60_000;

export function createCommandLink<Welcome>(options: CommandLinkOptions<Welcome>): CommandLink {
  const { socket, clock } = options;
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const waiting = new Set<(welcomed: boolean) => void>();
  const open = new Set<() => void>();
  /** Keys of commands of which it is not known what became, with the history that they were first sent under. */
  const doubtful = new Map<string, string>();
  let history = '';
  /** How far the log had come by the newest answer. */
  let answered: { history: string; seq: number } | null = null;
  let link: Link = 'connecting';
  let isWelcome = false;
  let isClosed = false;
  let isHelloPlanned = false;
  /** The server said when the next hello of this connection may come, in steady ms. */
  let helloNotBefore = 0;
  let isUp = false;
  let connection = 0;
  let lastHeard = clock.steady();

  socket.on('connect', () => {
    connection += 1;
    isUp = true;
    helloNotBefore = 0;
    void sayHello();
  });
  socket.on('disconnect', (reason: string) => {
    lose();
    // After a close by the server the client library stays away on its own account; we come back, jittered.
    if (reason === 'io server disconnect') later(500 + Math.random() * 2_500, () => socket.connect());
  });
  socket.on('connect_error', () => {
    lose();
    if (!socket.active) later(2_000 + Math.random() * 3_000, () => socket.connect());
  });
  /** The device says that it has a network again: no reason to sit out the pause between two tries. */
  function hurry() {
    if (link === 'connected') return;
    socket.disconnect();
    socket.connect();
  }
  addEventListener('online', hurry);
  const watch = setInterval(() => {
    if (link === 'connected' && clock.steady() - lastHeard > STALE_AFTER_MS) setLink('stale');
  }, 500);

  function later(ms: number, run: () => void) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!isClosed) run();
    }, ms);
    timers.add(timer);
  }

  function setLink(next: Link) {
    if (link === next || isClosed) return;
    link = next;
    options.onLink(next);
  }

  function lose() {
    isWelcome = false;
    isUp = false;
    for (const give of [...open]) give();
    if (link !== 'connecting') setLink('reconnecting');
  }

  /** One try: the ack, or null if it did not come in time or the connection broke. */
  function ask<Reply>(command: string, request: unknown): Promise<Ack<Reply> | null> {
    return new Promise((resolve) => {
      const finish = (answer: Ack<Reply> | null) => {
        clearTimeout(timer);
        timers.delete(timer);
        open.delete(give);
        resolve(answer);
      };
      const give = () => finish(null);
      const timer = setTimeout(give, ACK_TIMEOUT_MS);
      timers.add(timer);
      open.add(give);
      socket.emit(command, request, (reply) => finish(reply as Ack<Reply>));
    });
  }

  async function sayHello() {
    const mine = connection;
    const answer = await ask<Welcome>('hello', options.helloRequest(answered));
    if (isClosed || mine !== connection) return;
    if (answer === null) return helloAgain();
    if (!answer.ok) return turnedAway(answer);
    isWelcome = true;
    lastHeard = clock.steady();
    clock.showsStream(true);
    setLink('connected');
    history = options.historyOf(answer);
    options.onWelcome(answer);
    for (const go of [...waiting]) go(true);
    void sampleClock();
  }

  function noteAnswer({ seq }: object & { seq?: unknown }) {
    if (typeof seq !== 'number') return;
    answered = { history, seq: answered?.history === history ? Math.max(answered.seq, seq) : seq };
  }

  function turnedAway(refusal: RefusalReply) {
    if (refusal.code === 'BUSY' || refusal.code === 'UNAVAILABLE' || refusal.code === 'RATE_LIMITED') {
      const waitMs = refusal.retryAfterMs * (1 + Math.random());
      helloNotBefore = clock.steady() + waitMs;
      planHello(waitMs);
    } else options.onTurnedAway(refusal);
  }

  function helloAgain() {
    planHello(Math.random() * 1_000);
  }

  /** One hello for all who want one; a new connection says its own. */
  function planHello(inMs: number) {
    if (isHelloPlanned) return;
    isHelloPlanned = true;
    const mine = connection;
    later(inMs, () => {
      isHelloPlanned = false;
      if (!isUp || mine !== connection) return;
      const waitMs = helloNotBefore - clock.steady();
      if (waitMs > 0) planHello(waitMs);
      else void sayHello();
    });
  }

  async function sampleClock() {
    const mine = connection;
    for (let i = 0; i < CLOCK_SAMPLES; i += 1) {
      if (isClosed || mine !== connection) return;
      const sentAt = clock.steady();
      const answer = await ask<{ nowMs: number }>('time', {});
      if (answer?.ok) {
        clock.takeSample({ sentAt, receivedAt: clock.steady(), serverNowMs: answer.nowMs });
      }
      await pause(CLOCK_SAMPLE_GAP_MS);
    }
    later(CLOCK_AGAIN_MS, () => mine === connection && void sampleClock());
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => later(ms, resolve));
  }

  function whenWelcome(withinMs: number): Promise<boolean> {
    if (isWelcome) return Promise.resolve(true);
    return new Promise((resolve) => {
      const go = (welcomed: boolean) => {
        waiting.delete(go);
        clearTimeout(timer);
        resolve(welcomed);
      };
      const timer = setTimeout(() => go(false), withinMs);
      waiting.add(go);
    });
  }

  /**
   * @param mayBeDone an earlier try may have been done: what is said of a later one alone is no answer then
   * @param firstSent set to the history under which the first try goes out
   */
  async function tryUntilAnswered<Reply>(
    command: string,
    request: unknown,
    mayBeDone: boolean,
    firstSent: { under: string } | null,
    onBusy?: () => void,
    onReceipt?: (receipt: string) => void,
    mayTry?: () => boolean,
  ): Promise<Answer<Reply>> {
    const until = clock.steady() + SEND_BUDGET_MS;
    let last: Answer<Reply> = noAnswer;
    let { receipt } = request as { receipt?: string };
    for (let tries = 1; ; tries += 1) {
      const leftMs = until - clock.steady();
      if (isClosed || leftMs <= 0 || !(await whenWelcome(leftMs)) || mayTry?.() === false) break;
      if (firstSent) firstSent.under ||= history;
      const proof = receipt && { receipt };
      const sent = firstSent
        ? { history: firstSent.under, ...(request as object), ...(mayBeDone && { inDoubt: true }), ...proof }
        : request;
      const said: Answer<Reply> = (await ask<Reply>(command, sent)) ?? noAnswer;
      if (said.ok) {
        // A place in the chat's log is none in the stream's.
        if (!command.startsWith('chat:')) noteAnswer(said);
        return said;
      }
      if (said.code === 'RATE_LIMITED' && mayBeDone) return noAnswer;
      if (said.code !== 'NO_ANSWER' && said.code !== 'BUSY' && said.code !== 'UNAVAILABLE') return said;
      mayBeDone ||= leavesDoubt(said.code);
      if (!mayBeDone || leavesDoubt(said.code)) last = said;
      if (said.code !== 'NO_ANSWER' && said.receipt && !receipt) {
        receipt = said.receipt;
        onReceipt?.(receipt);
      }
      if (tries === (receipt ? MOST_TRIES_WITH_RECEIPT : MOST_TRIES)) break;
      if (said.code === 'NO_ANSWER') continue;
      const leastMs = tries < MOST_TRIES ? 0 : PATIENT_PAUSE_MS;
      const pauseMs = Math.max(said.retryAfterMs, leastMs) * (1 + Math.random() / 2);
      if (clock.steady() + pauseMs >= until) break;
      if (!mayBeDone) onBusy?.();
      await pause(pauseMs);
    }
    return last;
  }

  return {
    async send<Reply>(
      command: string,
      request: unknown,
      onBusy?: () => void,
      onReceipt?: (receipt: string) => void,
      mayTry?: () => boolean,
    ): Promise<Answer<Reply>> {
      const key = keyOf(command, request);
      if (key === null) return tryUntilAnswered<Reply>(command, request, false, null, onBusy);
      const isInDoubt = doubtful.has(key) || (request as { inDoubt?: true }).inDoubt === true;
      const firstSent = { under: doubtful.get(key) ?? '' };
      const answer = await tryUntilAnswered<Reply>(
        command,
        request,
        isInDoubt,
        firstSent,
        onBusy,
        onReceipt,
        mayTry,
      );
      doubtful.delete(key);
      if (!answer.ok && leavesDoubt(answer.code)) doubtful.set(key, firstSent.under);
      if (doubtful.size > MOST_DOUBTFUL) doubtful.delete(doubtful.keys().next().value!);
      return answer;
    },
    tell(command, request) {
      if (isWelcome) socket.emit(command, request, () => {});
    },
    helloAgain,
    heard(serverNowMs) {
      lastHeard = clock.steady();
      if (isWelcome) setLink('connected');
      if (serverNowMs !== undefined && clock.disagrees(serverNowMs)) {
        clock.forget();
        if (isWelcome) void sampleClock();
      }
    },
    close() {
      isClosed = true;
      clock.showsStream(false);
      removeEventListener('online', hurry);
      clearInterval(watch);
      for (const timer of timers) clearTimeout(timer);
      for (const give of [...open]) give();
      for (const go of [...waiting]) go(false);
      socket.disconnect();
    },
  };
}

/** The key under which a command is done once; what has none changes nothing, and `order:status` names that of another. */
function keyOf(command: string, request: unknown): string | null {
  const isKeyed = typeof request === 'object' && request !== null && 'key' in request;
  return isKeyed && command !== 'order:status' ? String(request.key) : null;
}
