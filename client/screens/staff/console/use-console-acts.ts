import type { Grant } from '../../../../shared/market/stream/contract.ts';
import { flashOn } from '../../../stores/host/floor.ts';
import { focusOf, listedOrder, shownOrder } from '../../../stores/host/host-state.ts';
import type { HostStore } from '../../../stores/host/host-store.ts';
import { type ConsoleContext, isSelling } from './host-context.ts';
import type { CareKey, KeyAsk } from './keys.ts';

/** True iff this person may do it here (A1); the server asks again. */
export function may({ store }: HostStore, grant: Grant | 'host'): boolean {
  const { desk } = store.getState();
  return desk !== null && (desk.isHost || (grant !== 'host' && desk.grants.includes(grant)));
}

/** Takes an item in hand, and pins it where this person may: the next key is about it either way. */
export function pin({ host }: ConsoleContext, itemNumber: number): void {
  const item = host.store.getState().floor.items[itemNumber];
  if (!item || item.isRemoved) return;
  host.choose(itemNumber);
  if (may(host, 'pin')) void host.act({ kind: 'lineup:pin', itemNumber });
}

/** Pins the item that comes next, unless the last pin was a moment ago: a double tap pins one. */
export function pinNext({ host }: ConsoleContext): void {
  if (may(host, 'pin') && isSelling(host.store.getState().floor.status)) host.pinNext();
}

/** Stops the sale of an item, or sells it again. */
export function toggleSale({ host }: ConsoleContext, itemNumber: number): void {
  const item = host.store.getState().floor.items[itemNumber];
  if (!item || !may(host, 'stock')) return;
  void host.act({ kind: item.isStopped ? 'stock:resume' : 'stock:stop', itemNumber });
}

/** Chooses the item before or after the one in hand, in the order of the bag. */
export function chooseNear({ host }: ConsoleContext, by: 1 | -1): void {
  const state = host.store.getState();
  const order = listedOrder(state);
  const focus = focusOf(state);
  const at = focus === null ? -1 : order.indexOf(focus);
  const next = order[Math.min(order.length - 1, Math.max(0, at + by))];
  if (next !== undefined) host.choose(next);
}

/** Moves an item one place up or down. */
export function move({ host }: ConsoleContext, itemNumber: number, by: 1 | -1): void {
  const order = [...shownOrder(host.store.getState())];
  const at = order.indexOf(itemNumber);
  const other = order[at + by];
  if (at < 0 || other === undefined || !may(host, 'lineup')) return;
  order[at] = other;
  order[at + by] = itemNumber;
  host.choose(itemNumber);
  void host.act({ kind: 'lineup:reorder', order });
}

/** Does what a key asks: of the desk, else of the item in hand. */
export function doKey(hands: ConsoleContext, ask: Exclude<KeyAsk, { ask: 'digit' | CareKey }>): void {
  const { host, show } = hands;
  if (ask.ask === 'choose') chooseNear(hands, ask.by);
  else if (ask.ask === 'next') pinNext(hands);
  else if (ask.ask === 'undo') host.undo();
  else if (ask.ask === 'help') show({ kind: 'keys' });
  else if (ask.ask === 'escape') host.choose(null);
  else if (ask.ask === 'find') document.getElementById('lineup-find')?.focus();
  else if (ask.ask === 'tools') document.querySelector<HTMLElement>('.lineup-row.focus > .row-more')?.click();
  else doToItem(hands, ask);
}

type ItemAsk = Exclude<
  KeyAsk,
  { ask: 'digit' | 'choose' | 'next' | 'tools' | 'undo' | 'help' | 'escape' | 'find' | CareKey }
>;

function doToItem(hands: ConsoleContext, ask: ItemAsk): void {
  const { host, show } = hands;
  const state = host.store.getState();
  const itemNumber = focusOf(state);
  const item = itemNumber === null ? undefined : state.floor.items[itemNumber];
  if (itemNumber === null || !item) return;
  if (ask.ask === 'pin') pin(hands, itemNumber);
  else if (ask.ask === 'stop') toggleSale(hands, itemNumber);
  else if (ask.ask === 'move') move(hands, itemNumber, ask.by);
  else if (ask.ask === 'unpin') {
    if (may(host, 'pin')) void host.act({ kind: 'lineup:unpin', itemNumber });
  } else if (ask.ask === 'flash') {
    const isFree = isSelling(state.floor.status) && !flashOn(item);
    if (isFree && may(host, 'flash')) show({ kind: 'flash', itemNumber });
  } else if (ask.ask === 'stock') {
    if (may(host, 'stock')) show({ kind: 'stock', itemNumber, sign: ask.sign });
  } else if (may(host, 'lineup')) show({ kind: 'price', itemNumber });
}
