import { createStore, type StoreApi } from 'zustand/vanilla';
import { isUndecided, leavesDoubt, type Reason } from '../../shared/contract/answer.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { LineFault } from '../../shared/contract/refusals.ts';
import type { ShownPrice } from '../../shared/live-view/price.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import type { LiveRequest } from '../../shared/protocol.ts';
import type { Channel } from '../../shared/values/channel.ts';
import { isFresh } from '../../shared/values/receipt.ts';
import { type OrderLine, orderableLines, totalOf } from './cart-lines.ts';
import type { LiveStore } from './live-store.ts';
import { type Loss, type Settled, settleOrders } from './settle-orders.ts';
import type { World } from './world.ts';

/** Where to, and how it is paid. */
export interface OrderBy {
  addressId: string | null;
  payment: PaymentMethod;
  /** The vouchers that were shown with the total; absent: the best ones. */
  vouchers?: string[] | undefined;
  /** The code that one of them needs. */
  code?: string | undefined;
}

/** Where the order of this screen stands. */
export type Placing =
  | { kind: 'idle' }
  | { kind: 'sending' }
  /** On its way, and turned away for now: it is sent again by itself when its turn has come. */
  | { kind: 'in_line' }
  | { kind: 'placed'; order: OrderView }
  | { kind: 'refused'; reason: Reason; lines: LineFault[]; by: OrderBy }
  /** Sent, and nobody could say what became of it: it may stand. It is asked for until somebody can. */
  | { kind: 'unanswered' }
  /** An order without an answer turned out not to stand: nothing was ordered. */
  | { kind: 'never_arrived' }
  /** It may stand, or a restore may have lost it: nothing is ordered again without a yes (I5). */
  | { kind: 'lost'; key: string; loss: Loss };

export interface CartState {
  /** Units on their way per item, less than 0 for what is taken out: they count once the ledger has answered. */
  waiting: Readonly<Record<number, number>>;
  /** The item of which units were put in last. */
  lastAdded: number | null;
  /** The last no per item, until the next try or a dismissal. */
  faults: Readonly<Record<number, Reason>>;
  placing: Placing;
}

/** The taps of one buyer in one stream. What the cart holds is the server's to say (H2): see `mine` of the live store. */
export interface CartStore {
  store: StoreApi<CartState>;
  open(): void;
  close(): void;
  /** Adds units at the price that the buyer saw (F5). @returns true if they are in the cart */
  add(itemNumber: number, units: number, seen: ShownPrice): Promise<boolean>;
  remove(itemNumber: number, units: number): Promise<void>;
  dismissFault(itemNumber: number): void;
  /**
   * Orders what can be ordered, without the lines named: a new order under a new key.
   * @param seenMinor the total that was shown (O2), where it is not the sum of the lines
   */
  place(by: OrderBy, without?: readonly LineFault[], seenMinor?: number): Promise<void>;
  /** Asks once more what became of an order without an answer. */
  askAgain(): void;
  /** Back to the cart, after a refusal or a confirmation. */
  putAside(): void;
}

/** Taps on one item that wait for each other; more than anybody taps before looking. */
const MOST_TAPS = 20;

/** From one look for what became of an order to the next, at the least. */
const ASK_LATER_MS = 5_000;

export function createCartStore(
  live: LiveStore,
  { clock, pending, pendingAdds, newKey }: Pick<World, 'clock' | 'pending' | 'pendingAdds' | 'newKey'>,
  channel: Channel = 'direct',
): CartStore {
  const store = createStore<CartState>(() => ({
    waiting: {},
    lastAdded: null,
    faults: {},
    placing: { kind: 'idle' },
  }));
  const from = channel === 'direct' ? {} : { channel };
  /** Taps per item that have no answer yet. */
  const queues = new Map<number, { taps: number; last: Promise<boolean> }>();
  /** Keys of adds that this page is sending. */
  const adding = new Set<string>();
  let stopListening = () => {};
  let isWatched = false;
  let settling: Promise<boolean> | null = null;
  let askLater: ReturnType<typeof setTimeout> | undefined;
  /** The question was put aside: it comes back with an answer, or the next order. */
  let isAside = false;

  /** Counts what is on its way, and forgets it with the last tap that has its answer. */
  function count(itemNumber: number, units: number) {
    store.setState(({ waiting }) => ({
      waiting: queues.has(itemNumber)
        ? { ...waiting, [itemNumber]: (waiting[itemNumber] ?? 0) + units }
        : without(waiting, itemNumber),
    }));
  }

  /**
   * Taps on one item go one after another, so that a quick thumb is not lost on a slow line. A no takes back what was
   * tapped after it: it was meant on top of what is not there.
   */
  function tap(
    itemNumber: number,
    units: number,
    command: () => ReturnType<LiveStore['send']>,
  ): Promise<boolean> {
    const before = queues.get(itemNumber);
    if (before && before.taps >= MOST_TAPS) return Promise.resolve(false);
    const queue = before ?? { taps: 0, last: Promise.resolve(true) };
    queue.taps += 1;
    queues.set(itemNumber, queue);
    count(itemNumber, units);
    store.setState(({ faults }) => ({ faults: without(faults, itemNumber) }));
    const send = async (goesOn: boolean) => {
      const answer = goesOn ? await command() : null;
      queue.taps -= 1;
      if (queue.taps === 0) queues.delete(itemNumber);
      count(itemNumber, -units);
      if (answer?.ok && units > 0) store.setState({ lastAdded: itemNumber });
      if (answer && !answer.ok) {
        store.setState(({ faults }) => ({ faults: { ...faults, [itemNumber]: answer } }));
      }
      return answer?.ok === true;
    };
    queue.last = before ? before.last.then(send) : send(true);
    return queue.last;
  }

  /**
   * Asks for every order without an answer, and goes on asking while the screen is open.
   * @returns true if one of them stands, and is now shown
   */
  function settle(): Promise<boolean> {
    settling ??= settleOrders(live.slug, pending, live.send, clock.now).then((settled) => {
      settling = null;
      const placing = placingAfter(settled, store.getState().placing.kind, isAside);
      if (placing) store.setState({ placing });
      if (settled.some(({ outcome }) => outcome === 'open')) planToAsk();
      else isAside &&= settled.some(({ outcome }) => outcome === 'lost');
      return placing?.kind === 'placed';
    });
    return settling;
  }

  function planToAsk() {
    clearTimeout(askLater);
    if (isWatched) askLater = setTimeout(settleIfIdle, ASK_LATER_MS * (1 + Math.random() / 2));
  }

  /** What is on its way has an answer to come: asking for it would let go of its key. */
  function settleIfIdle() {
    if (!isOnItsWay(store.getState().placing)) void settle();
  }

  async function send(request: LiveRequest<'order:place'>, by: OrderBy): Promise<void> {
    const sentAtMs = clock.now();
    const keep = (asked: typeof request) =>
      pending.keepBeforeSending({ slug: live.slug, sentAtMs, request: asked });
    keep(request);
    const answer = await live.send(
      'order:place',
      request,
      () => store.setState({ placing: { kind: 'in_line' } }),
      (receipt) => keep({ ...request, receipt }),
    );
    if (answer.ok) {
      pending.settle(request.key);
      store.setState({ placing: { kind: 'placed', order: answer.order } });
      return;
    }
    if (leavesDoubt(answer.code) || answer.code === 'LOST_IN_RESTORE') {
      store.setState({ placing: { kind: 'unanswered' } });
      void settle();
      return;
    }
    // It may still be accepted under its key, unless it is told that it was not even looked at.
    if (answer.code === 'RATE_LIMITED' || !isUndecided(answer.code)) pending.settle(request.key);
    const lines = answer.code === 'NO_ANSWER' ? [] : (answer.lines ?? []);
    store.setState({ placing: { kind: 'refused', reason: answer, lines, by } });
  }

  /** An add that is turned away is kept with its receipt, so that a reload does not lose its price (F5). */
  function sendAdd(request: LiveRequest<'cart:add'>): Promise<boolean> {
    const { key, itemNumber, units } = request;
    adding.add(key);
    return tap(itemNumber, units, async () => {
      const answer = await live.send('cart:add', request, undefined, (receipt) =>
        pendingAdds.keepBeforeSending({
          slug: live.slug,
          sentAtMs: clock.now(),
          request: { ...request, receipt },
        }),
      );
      adding.delete(key);
      if (answer.ok || !isUndecided(answer.code)) pendingAdds.settle(key);
      return answer;
    });
  }

  /** Adds that had no answer when the page was loaded again, or gave up: while their receipts are good. */
  function addAgain() {
    for (const { slug, request } of pendingAdds.all()) {
      if (slug !== live.slug || adding.has(request.key)) continue;
      if (isFresh(request.receipt, clock.now())) void sendAdd({ ...request, inDoubt: true });
      else pendingAdds.settle(request.key);
    }
  }

  return {
    store,
    open() {
      isWatched = true;
      stopListening = live.onWelcome(() => {
        settleIfIdle();
        addAgain();
      });
    },
    close() {
      isWatched = false;
      clearTimeout(askLater);
      stopListening();
    },
    add(itemNumber, units, seen) {
      const request: LiveRequest<'cart:add'> = {
        key: newKey(),
        itemNumber,
        units,
        seenPriceMinor: seen.priceMinor,
        ...from,
      };
      const { ticket } = live.store.getState();
      if (seen.flashId !== null) request.flashId = seen.flashId;
      if (seen.flashId !== null && ticket !== null) request.ticket = ticket;
      return sendAdd(request);
    },
    async remove(itemNumber, units) {
      await tap(itemNumber, -units, () => live.send('cart:remove', { key: newKey(), itemNumber, units }));
    },
    dismissFault(itemNumber) {
      store.setState(({ faults }) => ({ faults: without(faults, itemNumber) }));
    },
    async place(by, faults = [], seenMinor) {
      if (isOnItsWay(store.getState().placing)) return;
      store.setState({ placing: { kind: 'sending' } });
      isAside = false;
      // An earlier tap without an answer is asked for first: it may already be the order that this tap means.
      if (settling || pending.all().some((each) => each.slug === live.slug)) {
        if (await settle()) return;
        if (store.getState().placing.kind === 'lost') return;
        if (pending.all().some((each) => each.slug === live.slug)) {
          // Another page may have sent one meanwhile.
          store.setState({ placing: { kind: 'unanswered' } });
          planToAsk();
          return;
        }
        store.setState({ placing: { kind: 'sending' } });
      }
      const { mine, view } = live.store.getState();
      const all = mine ? orderableLines(mine.cart, view, clock.now()) : [];
      const lines = all.filter((line) => !faults.some((fault) => isSameLine(fault, line)));
      const expectTotalMinor = seenMinor ?? totalOf(lines).totalMinor;
      const history = live.history();
      await send({ key: newKey(), history, lines, expectTotalMinor, ...by, ...from }, by);
    },
    askAgain: () => void settle(),
    putAside() {
      const { kind } = store.getState().placing;
      isAside ||= kind === 'unanswered' || kind === 'lost';
      store.setState({ placing: { kind: 'idle' } });
    },
  };
}

/** What a buyer is shown of orders that had no answer; null: what is shown already. */
function placingAfter(settled: readonly Settled[], was: Placing['kind'], isAside: boolean): Placing | null {
  const stands = settled.findLast((each) => each.outcome === 'accepted');
  if (stands) return { kind: 'placed', order: stands.order };
  const lost = settled.find((each) => each.outcome === 'lost');
  if (lost) return isAside ? null : { kind: 'lost', key: lost.pending.request.key, loss: lost.loss };
  // A confirmation stays: what is asked for is an order of another page.
  if (was === 'placed') return null;
  if (settled.some(({ outcome }) => outcome === 'open')) return isAside ? null : { kind: 'unanswered' };
  if (settled.some(({ outcome }) => outcome === 'never_seen')) return { kind: 'never_arrived' };
  if (was !== 'unanswered') return null;
  // With nothing left to ask for, another page of this device has heard what became of it.
  return settled.length > 0 ? { kind: 'never_arrived' } : { kind: 'idle' };
}

/** An order is being sent: another tap would be another order. */
export function isOnItsWay({ kind }: Placing): boolean {
  return kind === 'sending' || kind === 'in_line';
}

export function isSameLine(a: Pick<OrderLine, 'itemNumber' | 'unitPriceMinor'>, b: OrderLine): boolean {
  return a.itemNumber === b.itemNumber && a.unitPriceMinor === b.unitPriceMinor;
}

function without<T>(record: Readonly<Record<number, T>>, itemNumber: number): Record<number, T> {
  const next = { ...record };
  delete next[itemNumber];
  return next;
}
