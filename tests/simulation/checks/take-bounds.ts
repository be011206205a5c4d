import type { Fact } from '../../../server/market/facts.ts';
import type { Complaints } from './complaints.ts';
import type { Bought, Ledger } from './ledger.ts';

/** Waits for money that comes online, and is a newcomer's if that is asked for. */
function isOpen({ status, payment }: Bought): boolean {
  return status === 'PLACED' && payment !== 'cash_on_delivery';
}

/** [H6]: how many units of an item newcomers may still keep, counted from every hold and order. */
export function shareLeft(ledger: Ledger, itemNumber: number): number {
  const { newcomerShareBps } = ledger.settings!;
  let held = 0;
  for (const kept of ledger.kept.values()) {
    if (kept.isNew && kept.itemNumber === itemNumber) held += kept.units;
  }
  const isCash = (order: Bought) => order.isNew && order.payment === 'cash_on_delivery';
  const cash = ledger.ordered(isCash, itemNumber, null);
  const { total } = ledger.shelf(itemNumber);
  if (newcomerShareBps === 0) return Math.max(1, Math.ceil(total / 2)) - held - cash;
  const unpaid = ledger.ordered((order) => order.isNew && isOpen(order), itemNumber, null);
  return Math.max(1, Math.ceil(((total - cash) * newcomerShareBps) / 10_000)) - held - unpaid;
}

/** How long an order waits for its money: a newcomer's less, where the stream says so (H6). */
export function windowMs(ledger: Ledger, { isNew, hasFlash }: { isNew: boolean; hasFlash: boolean }): number {
  const { payMs, flashPayMs, newcomerPayMs, newcomerFlashPayMs } = ledger.settings!;
  const own = hasFlash ? newcomerFlashPayMs : newcomerPayMs;
  return isNew && own > 0 ? own : hasFlash ? flashPayMs : payMs;
}

/** [H3] [H6]: judged when an order has been counted, with the units of each item that came right from the shelf. */
export function judgeBounds(
  ledger: Ledger,
  order: Bought,
  direct: ReadonlyMap<number, number>,
  complaints: Complaints,
): void {
  const { newcomerOrderUnits, maxUnpaidOrders, newcomerShareBps } = ledger.settings!;
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
  if (newcomerShareBps === 0 || !isOpen(order)) return;
  for (const [itemNumber, taken] of direct) {
    complaints.expect(
      taken === 0 || shareLeft(ledger, itemNumber) >= 0,
      'H6',
      () => `newcomers keep ${-shareLeft(ledger, itemNumber)} too many of item ${itemNumber}`,
    );
  }
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
