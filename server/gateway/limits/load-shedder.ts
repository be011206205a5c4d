import type { Socket } from 'socket.io';
import type { SheddableCommand } from '../../../shared/contract/capability.ts';
import { refusalAck } from '../../application/ack.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Counters } from '../metrics/counters.ts';
import { ORDER } from '../metrics/order-counts.ts';
import { judgeBeforeParse, type Pausable, pausableOf } from '../transport/transport.ts';
import type { CommandGate } from './command-gate.ts';
import type { EventLoopMonitor } from './event-loop-monitor.ts';
import { mostOf } from './table.ts';
import type { Share } from './turn-shares.ts';

/** The head of an event (Socket.IO protocol 5): `2/live,17["order:place",…`; the number asks for an answer. */
const EVENT = /^2(\/[^,]*),(\d{0,15})\["([^"\\]*)"/;
/** The part of a turn's budget in which connections beyond their share are admitted. */
const BEYOND_SHARE = mostOf('turnBeyondShare', {});
/** Retry-after without a place in the line, in ms. */
const RETRY_AFTER_MS = 2_000;
/**
 * A retry that is early by more than this part of `holdMs` has its answer held. By default that is half a second, in
 * which a crowded room gets its next frame.
 */
const LONG_BEFORE = 0.5;
/** The text of the refusal around its retry-after, made once. */
const [BUSY_BEFORE, BUSY_AFTER] = JSON.stringify([refusalAck({ code: 'BUSY', retryAfterMs: 0 })]).split(
  /(?<="retryAfterMs":)0/,
) as [string, string];

/** The policy of admission, and the ways to send a refusal. */
export interface SheddingPolicy {
  turn: EventLoopMonitor;
  /** Whether and how a command may be shed: a tap, and whether it waits for a place in the line. */
  commandOf(socket: Socket, event: string): SheddableCommand | undefined;
  /** Whether a tap is admitted because a flash of its stream is about to end; counts it if so. */
  isLastChance(socket: Socket): boolean;
  /**
   * True if a command of this socket finds the queue full; known without a look-up.
   * @param isBeyond the socket is beyond its share, so a reserve is kept from it
   */
  isFull(socket: Socket, isBeyond?: boolean): boolean;
  /** The socket's state against its share of the crowd's turns. */
  shareOf(socket: Socket): Share;
  /** Whether this turn admits one more socket within its share, beyond the budget. */
  hasPlace(socket: Socket, turn: number): boolean;
  /** Counts one admitted command of a crowd. */
  countRead(socket: Socket, share: Share, turn: number): void;
  /** True while the stream gets more commands than it can decide; known without a look-up. */
  isCrowded(socket: Socket): boolean;
  /** Counts one more refusal of the socket's stream. @returns retry-after in ms; null: it has no place in the line */
  comeAgainMs(socket: Socket): number | null;
  /** Sends an answer of ready text, in order behind the socket's earlier messages. */
  answer(socket: Socket, answerTo: string, text: string): void;
  /** The longest hold of an answer to an early retry, in ms; 0: none is held. */
  holdMs: number;
  /** Sends an answer with the socket's next message, after `holdMs` at the latest. */
  answerWithNext(socket: Socket, answerTo: string, text: string): void;
}

/**
 * Load shedding: refuses commands with a retry-after before parsing, while the loop is over budget or the stream
 * crowded. Admission to a full queue costs four times a refusal.
 *
 * A crowded stream admits what its next batch takes. The budget is shared by network and connection: beyond its share a
 * connection has half of a turn and a batch.
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

/** The load of the loop and the stream at one message. */
interface Load {
  nowMs: number;
  isOverBudget: boolean;
  isCrowded: boolean;
}

/** The admission of one socket's commands, with the answers to refused ones. */
class LoadShedder {
  readonly #socket: Socket;
  readonly #policy: SheddingPolicy;
  readonly #deps: ShedderDeps;
  readonly #connection: Pausable | null;
  /** The turn of this connection's last refusal. */
  #turnedAwayIn = -1;
  /** The last retry-after of this connection: its end in epoch ms, and its length in ms. */
  #retryAtMs = 0;
  #retryAfterMs = 0;

  constructor(socket: Socket, policy: SheddingPolicy, deps: ShedderDeps) {
    this.#socket = socket;
    this.#policy = policy;
    this.#deps = deps;
    this.#connection = pausableOf(socket);
  }

  /** Judges a message, and answers it if it is refused. @param headOf its first characters, read only under load */
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
    // An admitted command can get a receipt of its arrival, even if the queue is full (F5).
    if (
      !this.#isTooMuch(share, isTap, { nowMs, isOverBudget, isCrowded }) ||
      (isTap && this.#policy.isLastChance(this.#socket))
    ) {
      this.#policy.countRead(this.#socket, share, turn.number);
      return false;
    }
    this.#count(event, nowMs);
    // Commands without a retry take no place in the line, nor do connections beyond their share.
    if (answerTo) this.#answer(answerTo, command.isRetried && share !== 'beyond', nowMs);
    // A second refusal in one turn shows a flood. A client that waits for answers sends one in a turn.
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
    // The budget ends sooner for connections beyond their share. Some of those within it are always read.
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

  /** Answers with a retry-after. An early retry gets its answer with the next frame. */
  #answer(answerTo: string, isInLine: boolean, nowMs: number): void {
    const policy = this.#policy;
    const placeMs = isInLine ? policy.comeAgainMs(this.#socket) : null;
    const text = `${BUSY_BEFORE}${placeMs ?? RETRY_AFTER_MS}${BUSY_AFTER}`;
    // Bounded by its own length, in case the clock was set back.
    const leftMs = Math.min(this.#retryAtMs - nowMs, this.#retryAfterMs);
    if (policy.holdMs > 0 && leftMs > policy.holdMs * LONG_BEFORE)
      policy.answerWithNext(this.#socket, answerTo, text);
    else policy.answer(this.#socket, answerTo, text);
    if (placeMs === null) return;
    this.#retryAfterMs = placeMs;
    this.#retryAtMs = nowMs + placeMs;
  }
}
