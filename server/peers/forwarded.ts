import { DRAW_MS } from '../../shared/market/flash-sale/bounds.ts';
import { refusalAck } from '../application/ack.ts';
import type { Application } from '../application/application.ts';
import type { Engines } from '../application/engines.ts';
import type { Owner } from '../event-log/ports/store.ts';
import type { Clock } from '../lib/clock.ts';
import { StoreAway } from '../lib/store-away.ts';
import { PeerGone, type Peers } from '../ports/peers.ts';
import type { Readers } from '../ports/readers.ts';
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
const MOST_ASKED = 3;

/**
 * The use cases of a node among several: what decides on a stream goes to the node that decides it for now, so that
 * two of them seldom stand in each other's way. Without a hint, or when that node does not answer, this one claims the log
 * and decides itself, or hears who was before it; the store's compare-and-set keeps all of them right (design, One machine,
 * many machines).
 */
export function forwarded(
  local: Application,
  deps: { engines: Engines; peers: Peers; readers: Pick<Readers, 'orderById'>; clock: Clock },
): Application {
  const { engines, peers, readers, clock } = deps;

  async function atOwner<T>(
    streamId: string,
    { use, args }: { use: Forwardable; args: readonly unknown[] },
    here: () => Promise<T>,
  ): Promise<T> {
    const mayBeKeptMs = isTapOnFlash(use, args) ? KEPT_MS : 0;
    const untilMs = clock.steadyMs() + ANSWER_MS + mayBeKeptMs;
    let isInDoubt = false;
    const told = (answer: T) => (isInDoubt ? unlessRefused(answer) : answer);
    for (let asked = 0; asked < MOST_ASKED; asked += 1) {
      const owner = await withDeadline(untilMs, engines.ownerOf(streamId));
      if (owner === null) break;
      try {
        const steadyMs = clock.steadyMs();
        const call = { use, args: withAge(use, args, steadyMs) };
        const patienceMs = Math.min(OWNER_MS + mayBeKeptMs, untilMs - steadyMs);
        const { value, head } = await peers.ask(owner.address, call, patienceMs);
        // What the buyer is shown next is at least what the owner decided.
        if (head) engines.heard(head);
        return told(value as T);
      } catch (error) {
        if (!(error instanceof PeerGone)) throw error;
        if (error.isSlow && (await isOwnerYet(streamId, owner))) return tooMuch(use, error);
        engines.reportOwnerDown(streamId, owner);
        isInDoubt ||= error.mayHaveHeard;
      }
    }
    return told(await withDeadline(untilMs, here()));
  }

  /** True while the log names an owner that was asked: one that cannot commit any more is named for some seconds only. */
  async function isOwnerYet(streamId: string, asked: Owner): Promise<boolean> {
    const owner = await engines.otherOwner(streamId);
    return owner !== null && owner.node === asked.node;
  }

  /**
   * An owner that answers others is not gone, it has too much to do. To decide here as well would take the stream from it,
   * and give it back in a moment: each time all that both have decided is decided once more, and soon that is all that is
   * done.
   */
  function tooMuch<T>(use: Forwardable, { message, mayHaveHeard }: PeerGone): T {
    // A notice of a payment has no refusal: its provider tells it again.
    if (use === 'payment') throw new StoreAway(message);
    return refusalAck({ code: mayHaveHeard ? 'UNAVAILABLE' : 'BUSY', retryAfterMs: TOO_MUCH_MS }) as T;
  }

  /**
   * A node that did not answer may be at work on this very command, and accept it yet: a no would be too early, whatever it
   * says. The key gets the last word when it is asked again (INV20).
   */
  function unlessRefused<T>(found: T): T {
    const isRefused = typeof found === 'object' && found !== null && 'ok' in found && found.ok === false;
    return isRefused ? (refusalAck(UNSURE) as T) : found;
  }

  /** What is not settled by then, in steady ms, is not known yet; whoever asked has a key that tells the rest later. */
  async function withDeadline<T>(untilMs: number, work: Promise<T>): Promise<T> {
    let callOff = () => {};
    const late = new Promise<never>((_, reject) => {
      callOff = clock.at(clock.nowMs() + untilMs - clock.steadyMs(), () =>
        reject(new StoreAway('Nothing was settled in time.')),
      );
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      callOff();
    }
  }

  return {
    ...local,
    live: (...args) => atOwner(args[1], { use: 'live', args }, () => local.live(...args)),
    orderStatus: (...args) =>
      atOwner(args[1], { use: 'orderStatus', args }, () => local.orderStatus(...args)),
    console: (...args) => atOwner(args[1], { use: 'console', args }, () => local.console(...args)),
    async payment(...args) {
      const found = await readers.orderById(args[0].orderId);
      const here = () => local.payment(...args);
      return found ? atOwner(found.order.streamId, { use: 'payment', args }, here) : here();
    },
  };
}

/** True for what its owner may keep for the draw of a flash: a command of a buyer that names one. */
function isTapOnFlash(use: Forwardable, args: readonly unknown[]): boolean {
  const request: unknown = use === 'live' ? args[REQUEST] : null;
  return typeof request === 'object' && request !== null && 'flashId' in request;
}
