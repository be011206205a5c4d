import { type Answer, noAnswer } from '../../shared/contract/answer.ts';
import type { PrivateView } from '../../shared/contract/private-view.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import { MAX_ORDER_LINES } from '../../shared/market/order/bounds.ts';
import type { OrderView } from '../../shared/market/order/contract.ts';
import type { LiveReply, LiveRequest } from '../../shared/protocol.ts';
import { MAX_UNITS } from '../../shared/values/unit-bounds.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';
import { changeKept, keptCart, takeOrdered } from './kept-carts.ts';
import type { LiveStore } from './live-store.ts';
import { KEPT_CARTS } from './placing.ts';

/** The cart of a stream where nothing is reserved: the market keeps none, so this device does (H2). */
export interface DeviceCart {
  /** @param onReceipt told of the receipt of the first try (F5) */
  add(
    request: LiveRequest<'cart:add'>,
    onReceipt: (receipt: string) => void,
  ): Promise<Answer<LiveReply<'cart:add'>>>;
  /** Takes units out that this device keeps, and asks the market for those that an older log has. */
  remove(request: LiveRequest<'cart:remove'>): Promise<Answer<LiveReply<'cart:remove'>>>;
  /** Takes out what an order of this device has; told of it again, it does nothing. */
  ordered(order: OrderView): void;
  close(): void;
}

/**
 * Shows what this device keeps as part of the buyer's own view, beside what an older log may still have of it. Units are
 * added once the market has judged them, taken out at once, and leave with the order that has them.
 */
export function createDeviceCart(live: LiveStore, keep: DeviceStorage): DeviceCart {
  const { slug } = live;
  const unitsOf = (itemNumber: number) => new Map(keptCart(keep, slug).lines).get(itemNumber) ?? 0;

  const show = () => live.completeMine((mine) => withKept(mine, keptCart(keep, slug).lines));
  function change(changes: readonly { itemNumber: number; units: number }[], name?: string) {
    changeKept(keep, slug, changes, name);
    show();
  }

  function whyNot({ itemNumber, units }: LiveRequest<'cart:add'>): Refusal | null {
    const lines = live.store.getState().mine?.cart.lines ?? [];
    const line = lines.find((each) => each.itemNumber === itemNumber);
    if (!line && lines.length >= MAX_ORDER_LINES) return { code: 'TOO_MANY_LINES', max: MAX_ORDER_LINES };
    const allowance = MAX_UNITS - (line?.directUnits ?? 0);
    return units > allowance ? { code: 'HOLD_LIMIT', itemNumber, allowance } : null;
  }

  const add: DeviceCart['add'] = async (request, onReceipt) => {
    const refusal = whyNot(request);
    if (refusal) return { ok: false, message: '', retryable: false, ...refusal };
    const answer = await live.send('cart:add', request, undefined, onReceipt);
    if (answer.ok) change([request], request.key);
    return answer;
  };

  const remove: DeviceCart['remove'] = async ({ itemNumber, units, ...rest }) => {
    const own = Math.min(units, unitsOf(itemNumber));
    change([{ itemNumber, units: -own }]);
    const { mine } = live.store.getState();
    if (own === units) return mine ? { ok: true, seq: mine.seq } : noAnswer;
    return live.send('cart:remove', { ...rest, itemNumber, units: units - own });
  };

  /** Another page of this device changes the same cart. */
  const onStorage = ({ key }: StorageEvent) => {
    if (key === KEPT_CARTS || key === null) show();
  };
  window.addEventListener('storage', onStorage);
  show();

  return {
    add,
    remove,
    ordered(order) {
      takeOrdered(keep, slug, order);
      show();
    },
    close() {
      window.removeEventListener('storage', onStorage);
    },
  };
}

/** What is told of a buyer, with the units that this device keeps beside it: wanted, and not reserved. */
function withKept(mine: PrivateView, kept: readonly (readonly [number, number])[]): PrivateView {
  if (kept.length === 0) return mine;
  const lines = [...mine.cart.lines];
  for (const [itemNumber, units] of kept) {
    const at = lines.findIndex((line) => line.itemNumber === itemNumber);
    const line = lines[at];
    if (line) lines[at] = { ...line, directUnits: line.directUnits + units };
    else lines.push({ itemNumber, directUnits: units, expiredUnits: 0, holds: [] });
  }
  return { ...mine, cart: { ...mine.cart, lines } };
}
