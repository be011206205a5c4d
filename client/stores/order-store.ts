import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { MyParcel, MyParcels } from '../../shared/contract/packing.ts';
import type { AddressView } from '../../shared/market/account/contract.ts';
import type { MyOrder } from '../../shared/market/order/contract.ts';
import { ok, refuse } from '../../shared/values/result.ts';
import { UNPAID } from '../../shared/values/unpaid.ts';
import { createIdempotentSender } from './idempotent-sender.ts';
import type { Contact } from './me-store.ts';
import { onStream } from './on-stream.ts';
import { createOrderClaims, type OrderClaims } from './order-claims.ts';
import { parcelsOf } from './parcels-of.ts';
import { type AskedParcels, askParcels } from './parcels-soon.ts';
import { dropPaying, isPaying } from './paying.ts';
import { whileShown } from './while-shown.ts';
import type { World } from './world.ts';

export interface OrderState {
  /** Null until the server has answered. */
  mine: MyOrder | null;
  /** Why the last look brought nothing; what is shown is from before. */
  reason: Reason | null;
  /** True for the first moments after the provider's page: a notice may be on its way. */
  isChecking: boolean;
  /** Its buyer came back by the provider's way for who does not pay. */
  isGivenUp: boolean;
  /** The parcels with something of it; null until that is known, of one whose stream is over. */
  parcels: MyParcel[] | null;
  /** All parcels and claims of this buyer; null until they are known. */
  after: MyParcels | null;
  /** It was looked for long enough that a notice should have come. */
  isSlow: boolean;
  isCancelling: boolean;
  /** Another address is on its way. */
  isMoving: boolean;
  fault: Reason | null;
  /** It is being turned into one that is paid on delivery (O13); `turnFault` is why the last try was refused. */
  isTurning: boolean;
  turnFault: Reason | null;
}

/** One order as the server has it, looked at again by itself while it waits for its payment, and then its parcels. */
export interface OrderStore {
  store: StoreApi<OrderState>;
  claims: OrderClaims;
  open(): void;
  close(): void;
  /** Looks now. */
  reload(): Promise<void>;
  cancel(): Promise<void>;
  /** Turns it into one that is paid on delivery (O13). */
  payAtDoor(): Promise<void>;
  /** Sends it elsewhere: to an address that is kept, or one that is saved for it. @returns why not, or null */
  moveTo(address: Contact | AddressView): Promise<Reason | null>;
}

/** A notice of a payment comes within seconds, or it may take long: so long is nobody asked to pay again. */
const CHECKING_MS = 10_000;
/** How often an order that waits for its payment is looked at, by how long that has been going on; then no more. */
const LOOKS: readonly { untilMs: number; everyMs: number }[] = [
  { untilMs: 30_000, everyMs: 1_500 },
  { untilMs: 3 * 60_000, everyMs: 5_000 },
  { untilMs: 30 * 60_000, everyMs: 15_000 },
];

export function createOrderStore(orderId: string, world: World): OrderStore {
  const { http, me, newKey } = world;
  // It decides nothing about the payment: only that nobody waits for one that was not made.
  const isGivenUp = new URLSearchParams(location.search).has(UNPAID);
  if (isGivenUp) dropPaying(orderId);
  const store = createStore<OrderState>(() => ({
    mine: null,
    reason: null,
    isChecking: isPaying(orderId),
    isSlow: false,
    isGivenUp,
    parcels: null,
    after: null,
    isCancelling: false,
    isMoving: false,
    fault: null,
    isTurning: false,
    turnFault: null,
  }));
  const send = createIdempotentSender(newKey);
  let isOpen = false;
  let sinceMs = 0;
  let nextLook: ReturnType<typeof setTimeout> | undefined;
  let looks = 0;

  async function look(): Promise<void> {
    clearTimeout(nextLook);
    looks += 1;
    await me.ensure();
    const { mine: before } = store.getState();
    // What waits for its payment is packed later than it is looked at again.
    const asked = before?.order.status === 'PLACED' || isPaying(orderId) ? null : askParcels(http);
    const answer = await http.call('myOrder', { params: { orderId } });
    const soon = answer.ok && answer.value.hasStreamEnded ? ((await asked?.soon()) ?? null) : null;
    if (!isOpen) return;
    store.setState({
      ...(answer.ok ? { mine: answer.value, reason: null } : { reason: answer.refusal }),
      ...(soon && { parcels: parcelsOf(soon, orderId), after: soon }),
    });
    const isWaiting = isStillToCome();
    const spentMs = Date.now() - sinceMs;
    const wasPaying = isPaying(orderId);
    store.setState({
      isChecking: isWaiting && wasPaying && spentMs < CHECKING_MS,
      isSlow: isWaiting && wasPaying && spentMs >= CHECKING_MS,
    });
    if (!isWaiting) {
      dropPaying(orderId);
      return soon ? undefined : lookForParcels(asked ?? askParcels(http));
    }
    const pause = LOOKS.find(({ untilMs }) => spentMs < untilMs);
    if (pause) nextLook = setTimeout(() => void look(), pause.everyMs);
  }

  /** Of an order whose stream is over: it is packed next, unless it has been. */
  async function lookForParcels(parcels: AskedParcels): Promise<void> {
    if (!store.getState().mine?.hasStreamEnded) return;
    const before = looks;
    const answer = await parcels.answer;
    // A later look knows more.
    if (isOpen && answer.ok && looks === before) {
      store.setState({ parcels: parcelsOf(answer.value, orderId), after: answer.value });
    }
  }

  /** Nothing is known yet, or what is known may be another in a moment. */
  function isStillToCome(): boolean {
    const { mine, reason } = store.getState();
    if (mine) return mine.order.status === 'PLACED';
    return reason?.code !== 'NOT_FOUND';
  }

  function begin(): void {
    sinceMs = Date.now();
    void look();
  }
  const isGoingOn = () => store.getState().mine?.order.status === 'PAID';
  // Packed, shipped, delivered; a claim answered. A look that fails changes nothing that stands there.
  const watch = whileShown(
    () => isGoingOn() && void lookForParcels(askParcels(http)),
    () => isGoingOn() && void look(),
  );
  /** Back on the screen, out of the browser's memory or from another tab, it is looked at as if it were new. */
  const onShown = () => {
    if (!document.hidden && isStillToCome()) begin();
  };

  return {
    store,
    claims: createOrderClaims(world, look),
    open() {
      isOpen = true;
      addEventListener('pageshow', onShown);
      document.addEventListener('visibilitychange', onShown);
      watch.open();
      begin();
    },
    close() {
      isOpen = false;
      watch.close();
      clearTimeout(nextLook);
      removeEventListener('pageshow', onShown);
      document.removeEventListener('visibilitychange', onShown);
    },
    reload: look,
    async moveTo(address) {
      const { mine, isMoving } = store.getState();
      if (!mine || isMoving) return null;
      store.setState({ isMoving: true });
      const saved =
        'addressId' in address
          ? ok(address)
          : await send(address, ({ key }) => me.saveAddress(address, key), 'saveAddress');
      const answer = saved.ok
        ? await send({ orderId: mine.order.orderId, addressId: saved.value.addressId }, async (body) => {
            const said = await onStream(mine.slug, world, (say) => say('order:change-address', body));
            return said.ok ? ok(said) : refuse(said);
          })
        : saved;
      store.setState({ isMoving: false });
      if (!answer.ok) return answer.refusal;
      await look();
      return null;
    },
    async payAtDoor() {
      const { mine, isTurning } = store.getState();
      if (!mine || isTurning) return;
      store.setState({ isTurning: true, turnFault: null });
      const answer = await send(
        { orderId: mine.order.orderId },
        async (body) => {
          const said = await onStream(mine.slug, world, (say) => say('order:pay-on-delivery', body));
          return said.ok ? ok(said) : refuse(said);
        },
        'payAtDoor',
      );
      store.setState({ isTurning: false, turnFault: answer.ok ? null : answer.refusal });
      if (answer.ok) dropPaying(orderId);
      await look();
    },
    async cancel() {
      const { mine, isCancelling } = store.getState();
      if (!mine || isCancelling) return;
      store.setState({ isCancelling: true, fault: null });
      const answer = await send({ orderId: mine.order.orderId }, async (body) => {
        const said = await onStream(mine.slug, world, (say) => say('order:cancel', body));
        return said.ok ? ok(said) : refuse(said);
      });
      store.setState(
        answer.ok
          ? { isCancelling: false, mine: { ...mine, order: answer.value.order } }
          : { isCancelling: false, fault: answer.refusal },
      );
      if (answer.ok) dropPaying(orderId);
    },
  };
}
