import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { RouteBody } from '../../shared/contract/http.ts';
import type { MyParcels } from '../../shared/contract/packing.ts';
import type { MyOrder, OrderView } from '../../shared/market/order/contract.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';
import type { PendingOrder } from '../connection/pending-keys.ts';
import { type ClaimTexts, createClaimTexts } from './claim-texts.ts';
import { createIdempotentSender, type Unkeyed } from './idempotent-sender.ts';
import { newestAnswer } from './newest-answer.ts';
import { onStream } from './on-stream.ts';
import { askParcels } from './parcels-soon.ts';
import { type Settled, settleOrders } from './settle-orders.ts';
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
  /** Orders with a claim on its way. */
  claiming: Readonly<Record<string, true>>;
  /** The last no to a new claim, by its order, or to taking one back, by the claim. */
  claimFaults: Readonly<Record<string, Reason>>;
}

type LostOrder = Extract<Settled, { outcome: 'lost' }>;

/** What a buyer complains about (O6). */
export type NewClaim = Unkeyed<RouteBody<'openClaim'>>;

/** This buyer's orders over all streams, and what became of those that had no answer. */
export interface OrdersStore {
  store: StoreApi<OrdersState>;
  open(): void;
  close(): void;
  reload(): Promise<void>;
  /** The buyer has read that an order may be lost: it is asked for no more. */
  forgetLost(key: string): void;
  cancel(order: MyOrder): Promise<void>;
  /** What it says in words and photos goes up first. @returns true if the claim is open now */
  claim(order: MyOrder, claim: NewClaim, texts: ClaimTexts): Promise<boolean>;
  /** Takes a claim back that nobody has decided. */
  withdraw(order: MyOrder, claimId: string): Promise<void>;
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
    claimFaults: {},
    after: null,
    claiming: {},
  }));
  const send = createIdempotentSender(newKey);
  const claimTexts = createClaimTexts(http);
  let isOpen = false;
  const asked = newestAnswer();
  let askLater: ReturnType<typeof setTimeout> | undefined;

  async function reload(): Promise<void> {
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

  /** One thing about the claims of an order at a time. @returns true if it is done; else why not stands under `name` */
  async function aboutClaim(
    orderId: string,
    name: string,
    ask: () => Promise<Result<unknown, Reason>>,
  ): Promise<boolean> {
    if (store.getState().claiming[orderId]) return false;
    store.setState(({ claiming, claimFaults }) => ({
      claiming: { ...claiming, [orderId]: true },
      claimFaults: without(claimFaults, name),
    }));
    const answer = await ask();
    store.setState(({ claiming, claimFaults }) => ({
      claiming: without(claiming, orderId),
      claimFaults: answer.ok ? claimFaults : { ...claimFaults, [name]: answer.refusal },
    }));
    if (answer.ok) await reload();
    return answer.ok;
  }

  return {
    store,
    open() {
      isOpen = true;
      void reload();
      void settleAll();
    },
    close() {
      isOpen = false;
      clearTimeout(askLater);
    },
    reload,
    forgetLost(key) {
      pending.settle(key);
      store.setState(({ lost }) => ({ lost: lost.filter((each) => each.pending.request.key !== key) }));
    },
    claim: ({ slug, order: { orderId } }, claim, texts) =>
      aboutClaim(orderId, orderId, async () => {
        const brought = await claimTexts.bring(orderId, texts);
        if (!brought.ok) return brought;
        const answer = await send({ ...claim, ...brought.value }, (body) =>
          http.call('openClaim', { params: { slug }, body }),
        );
        if (!answer.ok && isOfLostTexts(answer.refusal)) claimTexts.forget();
        return answer;
      }),
    async withdraw({ slug, order: { orderId } }, claimId) {
      await aboutClaim(orderId, claimId, () =>
        send(
          { orderId, claimId },
          (body) => http.call('withdrawClaim', { params: { slug }, body }),
          'withdrawClaim',
        ),
      );
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

/** What the claim names was kept too long ago (A4). */
function isOfLostTexts(refusal: Reason): boolean {
  return refusal.code === 'CLAIM_INVALID' && refusal.reason === 'texts';
}
