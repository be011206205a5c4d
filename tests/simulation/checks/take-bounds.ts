import type { Fact } from '../../../server/market/facts.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { Asked } from './asked.ts';
import type { Complaints } from './complaints.ts';
import { type Bought, goneOf, type Ledger } from './ledger.ts';

/** Waits for money that comes online, and is a newcomer's if that is asked for. */
function isOpen({ status, payment }: Bought): boolean {
  return status === 'PLACED' && payment !== 'cash_on_delivery';
}

/** It keeps units from others: not paid online yet, or cash that nobody has brought. */
function keepsUnits(order: Bought): boolean {
  return order.isNew && (isOpen(order) || isCash(order));
}

function isCash({ status, payment }: Bought): boolean {
  return payment === 'cash_on_delivery' && (status === 'PLACED' || status === 'PAID');
}

/**
 * [H8]: how many units of an item, or of a flash of it, newcomers of a network may still keep, counted from every hold and
 * order; infinite where nothing bounds them at that time.
 */
export function networkLeft(
  ledger: Ledger,
  { itemNumber, flashId }: { itemNumber: number; flashId: string | null },
  tag: string | undefined,
  atMs: number,
): number {
  const { newcomerShareBps, newBuyerUnits } = ledger.settings!;
  if (newcomerShareBps === 0 || (flashId === null && ledger.lifted.has(itemNumber))) {
    return Number.POSITIVE_INFINITY;
  }
  const isMeant = (each: { itemNumber: number; flashId: string | null }) =>
    flashId === null ? each.itemNumber === itemNumber : each.flashId === flashId;
  const spanMs = spanOf(ledger, flashId);
  const others = ledger.asks.filter((ask) => isMeant(ask) && ask.tag !== tag);
  const lastMs = Math.max(Number.NEGATIVE_INFINITY, ...others.map((ask) => ask.atMs));
  const offer = ledger.offer(flashId);
  const firstUntilMs = offer ? offer.startsAtMs + spanMs : (ledger.firstTimes.get(itemNumber) ?? 0);
  if (Math.max(firstUntilMs, lastMs + spanMs) <= atMs) return Number.POSITIVE_INFINITY;
  let units = 0;
  for (const kept of ledger.kept.values()) {
    if (kept.isNew && kept.tag === tag && isMeant(kept)) units += kept.units;
  }
  for (const order of ledger.bought.values()) {
    for (const line of keepsUnits(order) ? order.lines.filter(isMeant) : []) {
      units += unitsOfTag(line.tags, tag, goneOf(line));
    }
  }
  const of = flashId === null ? ledger.shelf(itemNumber).total : ledger.offer(flashId)!.cap;
  return Math.max(newBuyerUnits, Math.floor((of * newcomerShareBps) / 10_000)) - units;
}

/** A line's units of one network; what left the order went from those that were counted last. */
function unitsOfTag(tags: Bought['lines'][number]['tags'], tag: string | undefined, gone: number): number {
  const each = tags.flatMap((part) => Array<string | undefined>(part.units).fill(part.tag));
  return each.slice(0, Math.max(0, each.length - gone)).filter((other) => other === tag).length;
}

/** How long a first time is, and how long another network's ask counts: of a flash a quarter of its length at the most. */
export function spanOf(ledger: Ledger, flashId: string | null): number {
  const networkMs = ledger.settings!.networkMs!;
  const offer = ledger.offer(flashId);
  return offer ? Math.min(networkMs, Math.ceil((offer.endsAtMs - offer.startsAtMs) / 4)) : networkMs;
}

/** How long an order waits for its money: a newcomer's less, where the stream says so (H6). */
export function windowMs(ledger: Ledger, { isNew, hasFlash }: { isNew: boolean; hasFlash: boolean }): number {
  const { payMs, flashPayMs, newcomerPayMs, newcomerFlashPayMs } = ledger.settings!;
  const own = hasFlash ? newcomerFlashPayMs : newcomerPayMs;
  return isNew && own > 0 ? own : hasFlash ? flashPayMs : payMs;
}

/** [H3] [H6] [H8]: judged when an order has been counted. @param from which network it came from, and when */
export function judgeBounds(
  ledger: Ledger,
  order: Bought,
  from: { tag: string | undefined; atMs: number },
  complaints: Complaints,
): void {
  const { newcomerOrderUnits, maxUnpaidOrders } = ledger.settings!;
  if (isOpen(order) && maxUnpaidOrders > 0) {
    const own = ledger.who(order.buyerId);
    const open = [...ledger.bought.values()].filter(
      (each) => isOpen(each) && ledger.who(each.buyerId) === own,
    );
    complaints.expect(open.length <= maxUnpaidOrders, 'H3', () => `${own} has ${open.length} open orders`);
  }
  if (!order.isNew) return;
  const units = order.lines.reduce((sum, line) => sum + line.units, 0);
  complaints.expect(
    newcomerOrderUnits === 0 || units <= newcomerOrderUnits,
    'H3',
    () => `${units} units in the order ${order.orderId} of a newcomer`,
  );
  for (const { itemNumber, flashId, units: ordered, holds } of order.lines) {
    if (holds.reduce((sum, part) => sum + part.units, 0) === ordered) continue;
    for (const of of flashId === null ? [null] : [null, flashId]) {
      const left = networkLeft(ledger, { itemNumber, flashId: of }, from.tag, from.atMs);
      complaints.expect(left >= 0, 'H8', () => `${from.tag} keeps ${-left} too many of item ${itemNumber}`);
    }
  }
  if (!isCash(order)) return;
  judgeCash(ledger, ledger.who(order.buyerId), complaints);
  const { lines } = order;
  complaints.expect(
    !isBarred(ledger, lines, from.tag),
    'H8',
    () => `${order.orderId} is cash that is barred`,
  );
}

/** [O13]: its own buyer asked to pay at the door while it waited, and a newcomer's cash was neither barred nor too much. */
export function turned(
  ledger: Ledger,
  order: Bought,
  { payment, isNew, networkTag }: Fact<'order_payment_changed'>,
  { seq, atMs }: { seq: number; atMs: number },
  asked: Asked | null,
  complaints: Complaints,
): void {
  const { orderId } = order;
  const isOwn =
    asked?.command === 'order:pay-on-delivery' && ledger.who(asked.buyerId) === ledger.who(order.buyerId);
  complaints.expect(isOwn, 'O13', () => `${orderId} is paid at the door, and its buyer did not ask`);
  complaints.expect(
    isOpen(order) && payment === 'cash_on_delivery' && atMs < order.payByMs,
    'O13',
    () => `${orderId} is ${order.payment} and ${order.status} until ${order.payByMs}, at ${atMs} ${payment}`,
  );
  complaints.expect(
    !isNew || (order.isNew && !ledger.paidSince.has(ledger.who(order.buyerId))),
    'H6',
    () => `${orderId} is a newcomer's, and its buyer is none`,
  );
  order.payment = payment;
  order.isNew = isNew;
  order.turned = { seq, atMs };
  if (!isNew) return;
  judgeCash(ledger, ledger.who(order.buyerId), complaints);
  const tags = order.lines.flatMap((line) => line.tags.map(({ tag }) => tag));
  complaints.expect(
    [networkTag, ...tags].every((tag) => !isBarred(ledger, order.lines, tag)),
    'H8',
    () => `${orderId} is cash that is barred`,
  );
}

/** [H8]: whether a release has barred newcomers' cash for these items, or this network. */
export function isBarred(
  { bars }: Ledger,
  lines: readonly { itemNumber: number }[],
  tag: string | undefined,
): boolean {
  return bars.some(({ of }) => {
    if (of.kind === 'item') return lines.some(({ itemNumber }) => itemNumber === of.itemNumber);
    return of.kind === 'since' || of.tag === tag;
  });
}

/** [H8]: a newcomer's cash under way, by every order that is not delivered or given back. */
export function cashUnderWayOf(ledger: Ledger, buyerId: string): { orders: number; units: number } {
  const own = [...ledger.bought.values()].filter(
    (order) => order.isNew && isCash(order) && ledger.who(order.buyerId) === buyerId,
  );
  const each = own.map(({ lines }) => lines.reduce((sum, line) => sum + line.units - goneOf(line), 0));
  return { orders: each.filter((of) => of > 0).length, units: each.reduce((sum, of) => sum + of, 0) };
}

type Released = NonNullable<Asked['release']>;

/** Whether an order is one of those that a host released: newcomers' cash of the choice, up to what was previewed. */
export function isReleasedBy(order: Bought, { of, upTo, onlyBrief }: Released): boolean {
  const isLeft = order.lines.some((line) => line.units > goneOf(line));
  if (!order.isNew || !isCash(order) || order.status !== 'PAID' || !isLeft) return false;
  const { seq, atMs } = order.turned ?? { seq: order.seq, atMs: order.placedAtMs };
  if (seq > upTo) return false;
  const watchedMs = order.placedAtMs - (order.joinedAtMs ?? order.placedAtMs);
  if (onlyBrief && watchedMs >= MINUTE) return false;
  if (of.kind === 'since') return atMs >= of.sinceMs;
  if (of.kind === 'item') return order.lines.some(({ itemNumber }) => itemNumber === of.itemNumber);
  return order.lines.some((line) => unitsOfTag(line.tags, of.tag, goneOf(line)) > 0);
}

/** [H8]: of what a host released nothing is left: no world has as many orders as one command takes. */
export function judgeAllReleased(ledger: Ledger, release: Released, complaints: Complaints): void {
  const { remorseMs } = ledger.settings!;
  for (const order of ledger.bought.values()) {
    // What can be cancelled no more may be out of memory by now.
    const isThere =
      isReleasedBy(order, release) && ledger.atMs < (order.turned?.atMs ?? order.placedAtMs) + remorseMs;
    complaints.expect(!isThere, 'H8', () => `${order.orderId} was not released: ${JSON.stringify(release)}`);
  }
}

/** [H8]: an order is taken back by its buyer, by the shop, or by a release that means it; by no rule. Judged before it is counted. */
export function judgeTakenBack(
  ledger: Ledger,
  order: Bought,
  { releasedBy, calledOffBy }: Fact<'order_cancelled'>,
  asked: Asked | null,
  complaints: Complaints,
): void {
  const { orderId } = order;
  if (calledOffBy) {
    const isMeant = asked?.command === 'order:call-off';
    complaints.expect(isMeant, 'O11', () => `${orderId} was cancelled by the shop, which did not ask for it`);
    return;
  }
  if (!releasedBy) {
    const isOwn =
      asked?.command === 'order:cancel' && ledger.who(asked.buyerId) === ledger.who(order.buyerId);
    complaints.expect(isOwn, 'H8', () => `${orderId} was cancelled, and nobody asked for it`);
    return;
  }
  const release = asked?.release;
  const isMeant = release !== undefined && isReleasedBy(order, release);
  complaints.expect(isMeant, 'H8', () => `${orderId} was released by ${JSON.stringify(release)}`);
}

/** [H8]: a newcomer's cash under way is two orders and 20 units at the most. */
function judgeCash(ledger: Ledger, buyerId: string, complaints: Complaints): void {
  const { orders, units } = cashUnderWayOf(ledger, buyerId);
  complaints.expect(
    orders <= 2 && units <= 20,
    'H8',
    () => `${buyerId} has ${units} units in ${orders} cash orders`,
  );
}

/** The provider's page is open: a newcomer's order waits longer, once. */
export function opened(
  ledger: Ledger,
  order: Bought,
  fact: Fact<'payment_opened'>,
  complaints: Complaints,
): void {
  const untilMs = order.payByMs + ledger.settings!.newcomerOpenedMs;
  complaints.expect(
    order.isNew && !order.wasOpened && fact.payByMs === untilMs,
    'H6',
    () => `${order.orderId} was opened and waits until ${fact.payByMs}, not ${untilMs}`,
  );
  order.wasOpened = true;
  order.payByMs = fact.payByMs;
}
