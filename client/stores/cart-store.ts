import { createStore, type StoreApi } from 'zustand/vanilla';
import { isUndecided, noAnswer, type Reason } from '../../shared/contract/answer.ts';
import type { LineFault } from '../../shared/contract/refusals.ts';
import type { ShownPrice } from '../../shared/live-view/price.ts';
import type { TakingOffer } from '../../shared/market/order/contract.ts';
import type { LiveRequest } from '../../shared/protocol.ts';
import type { Channel } from '../../shared/values/channel.ts';
import { isFresh } from '../../shared/values/receipt.ts';
import { ADDED_AT } from './added-at.ts';
import { leftOutOf } from './left-out.ts';
import type { LiveStore } from './live-store.ts';
import type { Contact } from './me-store.ts';
import type { Ordering } from './ordering.ts';
import { isOnItsWay, isPayKept, KEPT_CARTS, type OrderBy, type Placing } from './placing.ts';
import type { World } from './world.ts';

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
  /**
   * Adds units at the price that the buyer saw (F5).
   * @param key of an earlier try that came too early; absent: a new one
   * @returns true if they are in the cart
   */
  add(
    itemNumber: number,
    units: number,
    seen: Pick<ShownPrice, 'priceMinor' | 'flashId'>,
    key?: string,
  ): Promise<boolean>;
  /**
   * Gives what is held at list price the price of a flash, as it was offered (F7).
   * @returns true if it has it, and this page has been told so: an order that follows is of the cart as it is now
   */
  take(offer: TakingOffer, by: Pick<OrderBy, 'addressId' | 'vouchers' | 'code'>): Promise<boolean>;
  /** @returns true if they are out of it */
  remove(itemNumber: number, units: number): Promise<boolean>;
  dismissFault(itemNumber: number): void;
  /** Says why a tap that the page itself had kept was not sent. */
  refuse(itemNumber: number, reason: Reason): void;
  /**
   * Orders what can be ordered, without the lines named: a new order under a new key.
   * @param seenMinor the total that was shown (O2), where it is not the sum of the lines
   * @param contact the address to save first; the order goes there
   */
  place(
    by: OrderBy,
    without?: readonly LineFault[],
    seenMinor?: number,
    contact?: Contact | null,
  ): Promise<void>;
  /** A kept order is not to be sent any more (H9). */
  callOff(): void;
  /** Asks once more what became of an order without an answer. */
  askAgain(): void;
  /** Back to the cart, after a refusal or a confirmation. */
  putAside(): void;
}

/** Taps on one item that wait for each other; more than anybody taps before looking. */
const MOST_TAPS = 20;

export function createCartStore(
  live: LiveStore,
  world: Pick<World, 'clock' | 'keep' | 'pending' | 'pendingAdds' | 'newKey' | 'me'>,
  channel: Channel = 'direct',
): CartStore {
  const { clock, keep, pending, pendingAdds, newKey } = world;
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
  let opened: Ordering | null = null;
  const show = (placing: Placing) => store.setState({ placing });

  /** Comes with the checkout's chunk, long before a tap. */
  async function ordering(): Promise<Ordering> {
    const { createOrdering } = await import('./ordering.ts');
    opened ??= createOrdering(live, world, { placing: () => store.getState().placing, show }, channel);
    return opened;
  }

  /** Where nothing is reserved, the cart lies on this device (H2). */
  const isOnDevice = () => live.store.getState().view.stream?.holdPolicy === 'first_paid';

  /** Only where there is something to take up. */
  function takeUp() {
    const isLeft =
      pending.all().some(({ slug }) => slug === live.slug) || isPayKept() || keep.read(KEPT_CARTS);
    // A chunk that does not come is asked for again at the next welcome.
    if (opened || isLeft)
      ordering().then(
        (each) => each.takeUp(),
        () => undefined,
      );
  }

  function refuse(itemNumber: number, reason: Reason) {
    store.setState(({ faults }) => ({ faults: { ...faults, [itemNumber]: reason } }));
  }

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
      // What a tap needs may not come, as an answer may not.
      const answer = goesOn ? await command().catch(() => noAnswer) : null;
      queue.taps -= 1;
      if (queue.taps === 0) queues.delete(itemNumber);
      count(itemNumber, -units);
      if (answer?.ok && units > 0) store.setState({ lastAdded: itemNumber });
      if (answer && !answer.ok) refuse(itemNumber, answer);
      return answer?.ok === true;
    };
    queue.last = before ? before.last.then(send) : send(true);
    return queue.last;
  }

  /** An add that is turned away is kept with its receipt, so that a reload does not lose its price (F5). */
  function sendAdd(request: LiveRequest<'cart:add'>): Promise<boolean> {
    const { key, itemNumber, units } = request;
    adding.add(key);
    keep.write(ADDED_AT, live.slug);
    // Who adds units of it means to have them.
    leftOutOf(live, keep).set(itemNumber, false);
    return tap(itemNumber, units, async () => {
      const keepReceipt = (receipt: string) =>
        pendingAdds.keepBeforeSending({
          slug: live.slug,
          sentAtMs: clock.now(),
          request: { ...request, receipt },
        });
      const answer = await (isOnDevice()
        ? ordering().then(({ device }) => device.add(request, keepReceipt))
        : live.send('cart:add', request, undefined, keepReceipt));
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
      stopListening = live.onWelcome(() => {
        takeUp();
        addAgain();
      });
    },
    close() {
      stopListening();
      opened?.close();
      opened = null;
    },
    add(itemNumber, units, seen, key = newKey()) {
      const request: LiveRequest<'cart:add'> = {
        key,
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
    take: (offer, by) => tap(offer.itemNumber, 0, async () => (await ordering()).take(offer, by)),
    remove(itemNumber, units) {
      const request = { key: newKey(), itemNumber, units };
      return tap(itemNumber, -units, () =>
        isOnDevice()
          ? ordering().then(({ device }) => device.remove(request))
          : live.send('cart:remove', request),
      );
    },
    dismissFault(itemNumber) {
      store.setState(({ faults }) => ({ faults: without(faults, itemNumber) }));
    },
    refuse,
    async place(by, faults = [], seenMinor, contact) {
      if (isOnItsWay(store.getState().placing)) return;
      show({ kind: 'sending' });
      await (await ordering()).place(by, faults, seenMinor, contact);
    },
    callOff: () => opened?.callOff(),
    askAgain: () => opened?.askAgain(),
    putAside: () => (opened ? opened.putAside() : show({ kind: 'idle' })),
  };
}

function without<T>(record: Readonly<Record<number, T>>, itemNumber: number): Record<number, T> {
  const next = { ...record };
  delete next[itemNumber];
  return next;
}
