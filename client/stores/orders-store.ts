import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { MyParcels } from '../../shared/contract/packing.ts';
import type { MyOrder, OrderView } from '../../shared/market/order/contract.ts';
import { ok, refuse } from '../../shared/values/result.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';
import type { PendingOrder } from '../connection/pending-keys.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import { newestAnswer } from './newest-answer.ts';
import { onStream } from './on-stream.ts';
import { createOrderClaims, type OrderClaims } from './order-claims.ts';
import { askParcels } from './parcels-soon.ts';
import { type Settled, settleOrders } from './settle-orders.ts';
import { whileShown } from './while-shown.ts';
import type { World } from './world.ts';

export interface OrdersState {
  /** Newest first; null until the server has answered. */
  orders: readonly MyOrder[] | null;
  reason: Reason | null;
  /** Sent from this device and still without an answer. */
  unanswered: readonly PendingOrder[];
  /** Of those, the ones that a restore may have lost (I5). */
  lost: readonly LostOrder[];
  /** How many orders turned out never to have arrived. */
  neverArrived: number;
  /** Orders with a cancellation on its way. */
  cancelling: Readonly<Record<string, true>>;
  /** The last no to a cancellation, per order. */
  faults: Readonly<Record<string, Reason>>;
  /** Parcels and claims of all orders; null until the server has answered. */
  after: MyParcels | null;
}

type LostOrder = Extract<Settled, { outcome: 'lost' }>;

/** This buyer's orders over all streams, and what became of those that had no answer. */
export interface OrdersStore {
  store: StoreApi<OrdersState>;
  claims: OrderClaims;
  open(): void;
  close(): void;
  reload(): Promise<void>;
  /** The buyer has read that an order may be lost: it is asked for no more. */
  forgetLost(key: string): void;
  cancel(order: MyOrder): Promise<void>;
}

/** From one look for what became of an order to the next, at the least; each opens a line of its own. */
const ASK_LATER_MS = 8_000;

export function createOrdersStore(world: World): OrdersStore {
  const { http, clock, pending, newKey, me } = world;
  const store = createStore<OrdersState>(() => ({
    orders: null,
    reason: null,
    unanswered: pending.all(),
    lost: [],
    neverArrived: 0,
    cancelling: {},
    faults: {},
    after: null,
  }));
  const send = createIdempotentSender(newKey);
  let isOpen = false;
  const asked = newestAnswer();
  let askLater: ReturnType<typeof setTimeout> | undefined;
  let reloads = 0;

  async function reload(): Promise<void> {
    reloads += 1;
    await me.ensure();
    const isNewest = asked();
    const parcels = askParcels(http);
    const answer = await http.call('myOrders');
    const isAnyPacked = answer.ok && answer.value.orders.some((mine) => mine.hasStreamEnded);
    const soon = isAnyPacked ? await parcels.soon() : null;
    if (!isNewest()) return;
    store.setState({
      ...(answer.ok ? { orders: answer.value.orders, reason: null } : { reason: answer.refusal }),
      ...(soon && { after: soon }),
    });
    if (soon) return;
    const after = await parcels.answer;
    if (after.ok && isNewest()) store.setState({ after: after.value });
  }

  /** What is on its way may have moved; a reload that came meanwhile knows more. */
  async function lookAtParcels(): Promise<void> {
    const before = reloads;
    const after = await askParcels(http).answer;
    if (isOpen && after.ok && reloads === before) store.setState({ after: after.value });
  }
  const isGoingOn = () =>
    store.getState().orders?.some(({ order, hasStreamEnded }) => hasStreamEnded && order.status === 'PAID');
  const watch = whileShown(
    () => isGoingOn() && void lookAtParcels(),
    () => store.getState().orders && void reload(),
  );

  /** Asks for every order without an answer, and goes on asking while the screen is open. */
  async function settleAll(): Promise<void> {
    await showHeardElsewhere();
    const slugs = new Set(pending.all().map((each) => each.slug));
    for (const slug of slugs) {
      const settled = await onStream(slug, world, (send) => settleOrders(slug, pending, send, clock.now));
      for (const each of settled)
        if (each.outcome === 'accepted') await leaveCart(world.keep, slug, each.order);
      const never = settled.filter((each) => each.outcome === 'never_seen').length;
      const lost = settled.filter((each) => each.outcome === 'lost');
      store.setState((state) => ({
        unanswered: pending.all().filter((each) => !lost.some((one) => isSame(one.pending, each))),
        lost: [...state.lost.filter(({ pending: { slug: of } }) => of !== slug), ...lost],
        neverArrived: state.neverArrived + never,
      }));
      if (isOpen && settled.some((each) => each.outcome === 'accepted')) await reload();
    }
    clearTimeout(askLater);
    if (!isOpen || store.getState().unanswered.length === 0) return;
    askLater = setTimeout(() => void settleAll(), ASK_LATER_MS * (1 + Math.random() / 2));
  }

  /** Another page of this device may have heard what became of an order. */
  async function showHeardElsewhere(): Promise<void> {
    const left = pending.all();
    const isLeft = ({ request }: PendingOrder) => left.some((each) => each.request.key === request.key);
    if (store.getState().unanswered.every(isLeft)) return;
    store.setState({ unanswered: left });
    await reload();
  }

  return {
    store,
    claims: createOrderClaims(world, reload),
    open() {
      isOpen = true;
      watch.open();
      void reload();
      void settleAll();
    },
    close() {
      isOpen = false;
      watch.close();
      clearTimeout(askLater);
    },
    reload,
    forgetLost(key) {
      pending.settle(key);
      store.setState(({ lost }) => ({ lost: lost.filter((each) => each.pending.request.key !== key) }));
    },
    async cancel({ slug, order }) {
      const { orderId } = order;
      if (store.getState().cancelling[orderId]) return;
      store.setState(({ cancelling, faults }) => ({
        cancelling: { ...cancelling, [orderId]: true },
        faults: without(faults, orderId),
      }));
      const answer = await send({ orderId }, async (body) => {
        const said = await onStream(slug, world, (send) => send('order:cancel', body));
        return said.ok ? ok(said) : refuse(said);
      });
      store.setState(({ cancelling, faults, orders }) => ({
        cancelling: without(cancelling, orderId),
        faults: answer.ok ? faults : { ...faults, [orderId]: answer.refusal },
        orders: answer.ok
          ? (orders?.map((each) =>
              each.order.orderId === orderId ? { ...each, order: answer.value.order } : each,
            ) ?? null)
          : orders,
      }));
    },
  };
}

function isSame(a: PendingOrder, b: PendingOrder): boolean {
  return a.request.key === b.request.key;
}

function without<T>(record: Readonly<Record<string, T>>, id: string): Record<string, T> {
  const next = { ...record };
  delete next[id];
  return next;
}

/** What was ordered leaves the cart that this device keeps (H2); where that cannot be fetched now, it stays in it. */
async function leaveCart(keep: DeviceStorage, slug: string, order: OrderView): Promise<void> {
  const { takeOrdered } = await import('./kept-carts.ts').catch(() => ({ takeOrdered: () => {} }));
  takeOrdered(keep, slug, order);
}
