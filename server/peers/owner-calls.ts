import { DRAW_MS } from '../../shared/market/flash-sale/bounds.ts';
import { refusalAck } from '../application/ack.ts';
import type { Engines } from '../application/engines.ts';
import type { Owner } from '../event-log/ports/store.ts';
import type { Clock } from '../lib/clock.ts';
import { StoreAway } from '../lib/store-away.ts';
import { PeerGone, type Peers } from '../ports/peers.ts';
import { type Forwardable, withAge } from './forwardable.ts';

/** An owner that does not answer for so long is taken to be gone; the key makes it safe to decide again elsewhere. */
const OWNER_MS = 1_000;
/** An owner is silent when it waits for the store, and this node then waits for it too: together no longer than this. */
const ANSWER_MS = 2_000;

const UNSURE = { code: 'UNAVAILABLE', retryAfterMs: 500 } as const;
/** An owner may keep a tap on a flash so much longer (F7): from the opening of its draw to the end. */
const KEPT_MS = 2 * DRAW_MS;
/** Where the arguments of a command have its request. */
const REQUEST = 3;
/** An owner that has too much to do is left alone for a while. */
const TOO_MUCH_MS = 2_000;

/** Nodes that are asked in turn; after that this one decides, whoever does. */
const MAX_ASKED = 3;

/**
 * Asks the node that decides a stream for now. Without a hint, or when that node does not answer, this one claims the log
 * and decides itself, or hears who was before it.
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
   * @param here decides it on this node
   */
  async ask<T>(
    streamId: string,
    { use, args }: { use: Forwardable; args: readonly unknown[] },
    here: () => Promise<T>,
  ): Promise<T> {
    const mayBeKeptMs = isTapOnFlash(use, args) ? KEPT_MS : 0;
    const untilMs = this.#clock.steadyMs() + ANSWER_MS + mayBeKeptMs;
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
        // What the buyer is shown next is at least what the owner decided.
        if (head) this.#engines.heard(head);
        return told(value as T);
      } catch (error) {
        if (!(error instanceof PeerGone)) throw error;
        if (error.isSlow && (await this.#isOwnerYet(streamId, owner))) return this.#tooMuch(use, error);
        this.#engines.reportOwnerDown(streamId, owner);
        isInDoubt ||= error.mayHaveHeard;
      }
    }
    return told(await this.#withDeadline(untilMs, here()));
  }

  /** True while the log names an owner that was asked: one that cannot commit any more is named for some seconds only. */
  async #isOwnerYet(streamId: string, asked: Owner): Promise<boolean> {
    const owner = await this.#engines.otherOwner(streamId);
    return owner !== null && owner.node === asked.node;
  }

  /**
   * An owner that answers others is not gone, it has too much to do. To decide here as well would take the stream from it,
   * and give it back in a moment: each time all that both have decided is decided once more, and soon that is all that is
   * done.
   */
  #tooMuch<T>(use: Forwardable, { message, mayHaveHeard }: PeerGone): T {
    // A notice of a payment has no refusal: its provider tells it again.
    if (use === 'payment') throw new StoreAway(message);
    return refusalAck({ code: mayHaveHeard ? 'UNAVAILABLE' : 'BUSY', retryAfterMs: TOO_MUCH_MS }) as T;
  }

  /**
   * A node that did not answer may be at work on this very command, and accept it yet: a no would be too early, whatever it
   * says. The key gets the last word when it is asked again (INV20).
   */
  #unlessRefused<T>(found: T): T {
    const isRefused = typeof found === 'object' && found !== null && 'ok' in found && found.ok === false;
    return isRefused ? (refusalAck(UNSURE) as T) : found;
  }

  /** What is not settled by then, in steady ms, is not known yet; whoever asked has a key that tells the rest later. */
  async #withDeadline<T>(untilMs: number, work: Promise<T>): Promise<T> {
    let callOff = () => {};
    const late = new Promise<never>((_, reject) => {
      callOff = this.#clock.at(this.#clock.nowMs() + untilMs - this.#clock.steadyMs(), () =>
        reject(new StoreAway('Nothing was settled in time.')),
      );
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      callOff();
    }
  }
}

/** True for what its owner may keep for the draw of a flash: a command of a buyer that names one. */
function isTapOnFlash(use: Forwardable, args: readonly unknown[]): boolean {
  const request: unknown = use === 'live' ? args[REQUEST] : null;
  return typeof request === 'object' && request !== null && 'flashId' in request;
}
