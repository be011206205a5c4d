import type { Socket } from 'socket.io';
import type { SheddableCommand } from '../../../shared/contract/capability.ts';
import { refusalAck } from '../../application/ack.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Counters } from '../counters.ts';
import { ORDER } from '../metrics/order-counts.ts';
import { judgeBeforeParse, type Pausable, pausableOf } from '../transport/transport.ts';
import type { CommandGate } from './command-gate.ts';
import type { EventLoopMonitor } from './event-loop-monitor.ts';
import { mostOf } from './table.ts';
import type { Share } from './turn-shares.ts';

/** An event as far as its name (Socket.IO protocol 5): `2/live,17["order:place",…`; the number only if an answer is wanted. */
const EVENT = /^2(\/[^,]*),(\d{0,15})\["([^"\\]*)"/;
/** The part of a turn in which a connection beyond its share is admitted. */
const BEYOND_SHARE = mostOf('turnBeyondShare', {});
/** Retry-after of a command that has no place in the line. */
const RETRY_AFTER_MS = 2_000;
/**
 * An answer is held for one who comes earlier than this part of `holdMs` before the retry-after: by default half a
 * second, in which a crowded room gets its next frame.
 */
const LONG_BEFORE = 0.5;
/** The refusal around its retry-after, made once. */
const [BUSY_BEFORE, BUSY_AFTER] = JSON.stringify([refusalAck({ code: 'BUSY', retryAfterMs: 0 })]).split(
  /(?<="retryAfterMs":)0/,
) as [string, string];

/** What admission is judged by, and how refusals are sent. */
export interface SheddingPolicy {
  turn: EventLoopMonitor;
  /** Whether a command may be turned away: what a crowd does all at once; and whether it waits for a place in the line. */
  commandOf(socket: Socket, event: string): SheddableCommand | undefined;
  /** Whether one more is admitted because a flash of this socket's stream is about to end; if so it counts. */
  isLastChance(socket: Socket): boolean;
  /**
   * True if a command of this socket would find no room anyway; known without asking anybody.
   * @param isBeyond some room is kept for others, since it has had its share
   */
  isFull(socket: Socket, isBeyond?: boolean): boolean;
  /** The socket's share of the crowd's turns. */
  shareOf(socket: Socket): Share;
  /** Whether this turn admits one more of those within their share, however late it is. */
  hasPlace(socket: Socket, turn: number): boolean;
  /** Counts one more that is admitted in a crowd. */
  countRead(socket: Socket, share: Share, turn: number): void;
  /** True while more come to this socket's stream than can be decided; known without asking anybody. */
  isCrowded(socket: Socket): boolean;
  /**
   * Counts one more refusal of the socket's stream. @returns retry-after in ms; null: it has no place in the line
   */
  comeAgainMs(socket: Socket): number | null;
  /** Sends an answer whose text is made already, behind whatever was sent to the socket before. */
  answer(socket: Socket, answerTo: string, text: string): void;
  /** How long an answer may be held for one who comes long before the retry-after, in ms; 0: none is held. */
  holdMs: number;
  /** Sends it with the next that the socket is told, after `holdMs` at the latest. */
  answerWithNext(socket: Socket, answerTo: string, text: string): void;
}

/**
 * Load shedding: refuses commands with a retry-after before they are parsed, while the loop is over its budget.
 * Reading an order, queueing it and answering it costs as much as taking it from the network, and that time belongs
 * to those who were admitted. A command above its connection's own limit is parsed and told so.
 *
 * A crowded stream admits as many taps as its next batch takes. One that is read and finds no room costs four times
 * what a refusal costs here; one that is not read leaves the batch smaller.
 *
 * The budget is shared by network and connection: beyond its share a connection has half of a turn and half of a
 * batch.
 */
export function shedBeforeParse(socket: Socket, policy: SheddingPolicy, deps: ShedderDeps): void {
  const shedder = new LoadShedder(socket, policy, deps);
  judgeBeforeParse(socket, (headOf) => shedder.isTurnedAway(headOf));
}

interface ShedderDeps {
  clock: Pick<Clock, 'nowMs'>;
  counters: Counters;
  gate: CommandGate;
}

/** How the loop and the stream are while one message is judged. */
interface Load {
  nowMs: number;
  isOverBudget: boolean;
  isCrowded: boolean;
}

/** Judges the commands of one socket, and answers those that are turned away. */
class LoadShedder {
  readonly #socket: Socket;
  readonly #policy: SheddingPolicy;
  readonly #deps: ShedderDeps;
  readonly #connection: Pausable | null;
  /** The turn in which one of this connection was last turned away. */
  #turnedAwayIn = -1;
  /** The retry-after that this connection was told last: until when, epoch ms, and how long it was. */
  #retryAtMs = 0;
  #retryAfterMs = 0;

  constructor(socket: Socket, policy: SheddingPolicy, deps: ShedderDeps) {
    this.#socket = socket;
    this.#policy = policy;
    this.#deps = deps;
    this.#connection = pausableOf(socket);
  }

  /** Answers a message if it is to be turned away. @param headOf its first letters; asked for only where it matters */
  isTurnedAway(headOf: () => string | null): boolean {
    const { clock, gate } = this.#deps;
    const { turn } = this.#policy;
    const nowMs = clock.nowMs();
    const isOverBudget = turn.isOverBudget(nowMs);
    const isCrowded = this.#policy.isCrowded(this.#socket);
    if (!isOverBudget && !isCrowded && !turn.isSaturated(nowMs)) return false;
    const [, namespace, answerTo, event] = EVENT.exec(headOf() ?? '') ?? [];
    const command =
      namespace === this.#socket.nsp.name && event !== undefined
        ? this.#policy.commandOf(this.#socket, event)
        : undefined;
    if (!command || gate.isSpent(nowMs)) return false;
    const isTap = command.isTap === true;
    const share = this.#policy.shareOf(this.#socket);
    // What is read may get a receipt of its arrival, should there be no room for it (F5).
    if (
      !this.#isTooMuch(share, isTap, { nowMs, isOverBudget, isCrowded }) ||
      (isTap && this.#policy.isLastChance(this.#socket))
    ) {
      this.#policy.countRead(this.#socket, share, turn.number);
      return false;
    }
    this.#count(event, nowMs);
    // What nobody sends again takes no place in the line, nor does one who has had more than others.
    if (answerTo) this.#answer(answerTo, command.isRetried && share !== 'beyond', nowMs);
    // Whoever waits for each answer sends one in a turn; to hold his line up would cost more than it saves.
    if (this.#connection && this.#turnedAwayIn === turn.number) turn.rest(this.#connection);
    this.#turnedAwayIn = turn.number;
    return true;
  }

  #isTooMuch(share: Share, isTap: boolean, { nowMs, isOverBudget, isCrowded }: Load): boolean {
    const socket = this.#socket;
    const { turn } = this.#policy;
    const mayBeFull = isCrowded || turn.isSaturated(nowMs);
    const isSpent = share === 'beyond' && turn.isOverPart(BEYOND_SHARE, nowMs);
    if (isSpent || (share === 'beyond' && mayBeFull && this.#policy.isFull(socket, true))) return true;
    // Those who took more than their share end a turn sooner, not those who did not: some of them are read in any case.
    const hasPlace = share === 'within' && this.#policy.hasPlace(socket, turn.number);
    if (isTap && isCrowded) return (!hasPlace && turn.isOver(nowMs)) || this.#policy.isFull(socket);
    const isLate = share === 'within' ? !hasPlace && turn.isOver(nowMs) : isOverBudget;
    return isLate || (turn.isSaturated(nowMs) && this.#policy.isFull(socket));
  }

  #count(event: string | undefined, nowMs: number): void {
    const { counters, gate } = this.#deps;
    gate.take(nowMs);
    counters.commands += 1;
    counters.refusals.add('BUSY');
    if (event === ORDER) counters.orders.refused.add('BUSY');
  }

  /** Says when to come again; who comes long before that time hears it with the next frame. */
  #answer(answerTo: string, isInLine: boolean, nowMs: number): void {
    const policy = this.#policy;
    const placeMs = isInLine ? policy.comeAgainMs(this.#socket) : null;
    const text = `${BUSY_BEFORE}${placeMs ?? RETRY_AFTER_MS}${BUSY_AFTER}`;
    // By a clock that was set back nobody has long to go.
    const leftMs = Math.min(this.#retryAtMs - nowMs, this.#retryAfterMs);
    if (policy.holdMs > 0 && leftMs > policy.holdMs * LONG_BEFORE)
      policy.answerWithNext(this.#socket, answerTo, text);
    else policy.answer(this.#socket, answerTo, text);
    if (placeMs === null) return;
    this.#retryAfterMs = placeMs;
    this.#retryAtMs = nowMs + placeMs;
  }
}
