import { DRAW_MS } from '../../shared/market/flash-sale/bounds.ts';
import { refusalAck } from '../application/ack.ts';
import type { Engines } from '../application/engines.ts';
import type { Owner } from '../event-log/ports/store.ts';
import type { Clock } from '../lib/clock.ts';
import { LATE, timerOf, within } from '../lib/deadline.ts';
import { StoreAway } from '../lib/store-away.ts';
import { PeerGone, type Peers } from '../ports/peers.ts';
import { type Forwardable, withAge } from './forwardable.ts';

/** Deadline of an owner in ms; later it counts as gone. The key makes a second decision elsewhere safe. */
const OWNER_MS = 1_000;
/** Deadline of the whole answer in ms: the owner and this node may both wait for the store. */
const ANSWER_MS = 2_000;

const UNSURE = { code: 'UNAVAILABLE', retryAfterMs: 500 } as const;
/** Additional time in ms of a command that waits for a draw (F7): from the opening of its draw to the end. */
const KEPT_MS = 2 * DRAW_MS;
/** The indices of the name and the request in a command's arguments. */
const COMMAND = 2;
const REQUEST = 3;
/** Retry-after of an overloaded owner, in ms. */
const TOO_MUCH_MS = 2_000;

/** Bound of owners asked in turn; then this node decides. */
const MAX_ASKED = 3;

/**
 * Asks the owner of a stream. Without an answering owner this node claims the log and decides, or learns the new owner.
 */
export class OwnerCalls {
  readonly #engines: Pick<Engines, 'ownerOf' | 'heard' | 'otherOwner' | 'reportOwnerDown'>;
  readonly #peers: Pick<Peers, 'ask'>;
  readonly #clock: Clock;

  constructor(deps: {
    engines: Pick<Engines, 'ownerOf' | 'heard' | 'otherOwner' | 'reportOwnerDown'>;
    peers: Pick<Peers, 'ask'>;
    clock: Clock;
  }) {
    this.#engines = deps.engines;
    this.#peers = deps.peers;
    this.#clock = deps.clock;
  }

  /**
   * The answer of the stream's owner, or of this node.
   * @param here decides on this node
   */
  async ask<T>(
    streamId: string,
    { use, args }: { use: Forwardable; args: readonly unknown[] },
    here: () => Promise<T>,
  ): Promise<T> {
    const isTap = isTapOnFlash(use, args);
    const mayBeKeptMs = isTap || isOrder(use, args) ? KEPT_MS : 0;
    // An order's answer comes within ANSWER_MS all the same: most orders wait for no draw.
    const untilMs = this.#clock.steadyMs() + ANSWER_MS + (isTap ? KEPT_MS : 0);
    let isInDoubt = false;
    const told = (answer: T) => (isInDoubt ? this.#unlessRefused(answer) : answer);
    for (let asked = 0; asked < MAX_ASKED; asked += 1) {
      const owner = await this.#withDeadline(untilMs, this.#engines.ownerOf(streamId));
      if (owner === null) break;
      try {
        const steadyMs = this.#clock.steadyMs();
        const call = { use, args: withAge(use, args, steadyMs) };
        const patienceMs = Math.min(OWNER_MS + mayBeKeptMs, untilMs - steadyMs);
        const { value, head } = await this.#peers.ask(owner.address, call, patienceMs);
        // The buyer's next view must include what the owner decided.
        if (head) this.#engines.heard(head);
        return told(value as T);
      } catch (error) {
        if (!(error instanceof PeerGone)) throw error;
        const isOwnerYet =
          error.isSlow && (await this.#withDeadline(untilMs, this.#isOwnerYet(streamId, owner)));
        if (isOwnerYet) return this.#tooMuch(use, error);
        this.#engines.reportOwnerDown(streamId, owner);
        isInDoubt ||= error.mayHaveHeard;
      }
    }
    return told(await this.#withDeadline(untilMs, here()));
  }

  /** True while the log names the asked owner. An owner that can't commit any more is named for some seconds only. */
  async #isOwnerYet(streamId: string, asked: Owner): Promise<boolean> {
    const owner = await this.#engines.otherOwner(streamId);
    return owner !== null && owner.node === asked.node;
  }

  /**
   * Refuses while the owner is overloaded. A second decider would conflict with it: each conflict makes both decide
   * again, and soon they do nothing else.
   */
  #tooMuch<T>(use: Forwardable, { message, mayHaveHeard }: PeerGone): T {
    // A payment notice has no refusal: its provider retries.
    if (use === 'payment') throw new StoreAway(message);
    return refusalAck({ code: mayHaveHeard ? 'UNAVAILABLE' : 'BUSY', retryAfterMs: TOO_MUCH_MS }) as T;
  }

  /**
   * Turns a refusal into UNAVAILABLE: the silent owner may still accept this command. A retry under the key gets the
   * final answer (INV20).
   */
  #unlessRefused<T>(found: T): T {
    const isRefused = typeof found === 'object' && found !== null && 'ok' in found && found.ok === false;
    return isRefused ? (refusalAck(UNSURE) as T) : found;
  }

  /** Bounds work by a steady time. Later the outcome is unknown, and the key gets it afterwards. */
  async #withDeadline<T>(untilMs: number, work: Promise<T>): Promise<T> {
    const settled = await within(untilMs - this.#clock.steadyMs(), work, timerOf(this.#clock));
    if (settled === LATE) throw new StoreAway('Nothing was settled in time.');
    return settled;
  }
}

/** True for a buyer's command that names a flash. */
function isTapOnFlash(use: Forwardable, args: readonly unknown[]): boolean {
  const request = use === 'live' ? args[REQUEST] : null;
  return typeof request === 'object' && request !== null && 'flashId' in request;
}

/** True for an order: it names no flash, and only its owner knows whether its units wait for a draw. */
function isOrder(use: Forwardable, args: readonly unknown[]): boolean {
  return use === 'live' && args[COMMAND] === 'order:place';
}
