import type { Buyer } from '../../server/market/account/state.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import {
  capsOf,
  counted,
  itemLimit,
  limitsOf,
  takenUnder,
  voucherLimit,
} from '../../server/market/kernel/buyer-limits.ts';
import type { Item } from '../../server/market/lineup/state.ts';
import { networkRoom } from '../../server/market/newcomers/network.ts';
import type { Order } from '../../server/market/order/order.ts';
import type { StreamState } from '../../server/market/state.ts';
import { auditGroups } from './audit-groups.ts';

/** Neither cancelled nor expired. */
const STANDS: readonly Order['status'][] = ['PLACED', 'PAID', 'COMPLETED'];

/**
 * The books of a stream counted again from its holds and orders alone, beside the running counters.
 * @param orders all of its orders, those that it has forgotten too
 * @returns every difference, in words; an empty list if the books are right
 */
export function auditBooks(state: StreamState, orders: readonly Order[]): string[] {
  const faults: string[] = [];
  const same = (what: string, counter: number, found: number) => {
    if (counter !== found) faults.push(`${what}: counter ${counter}, found ${found}`);
  };
  const holds = [...state.holds.values()];
  for (const { buyerId, orders: kept = 0 } of state.buyers.values()) {
    const stand = orders.filter((order) => order.buyerId === buyerId && STANDS.includes(order.status));
    same(`orders of ${buyerId} (B12)`, kept, stand.length);
  }
  const placed = orders.filter(({ status }) => status === 'PLACED');
  const bought = orders.filter(
    ({ paidAtMs }) => paidAtMs !== null && (state.closedAtMs === null || paidAtMs <= state.closedAtMs),
  );
  const atDoor = bought.filter(({ payment }) => payment === 'cash_on_delivery');
  const goods = ({ goodsMinor }: Order) => goodsMinor;
  same('GMV paid', state.gmv.paidMinor, sum(bought, goods));
  same('paid orders', state.gmv.paidOrders, bought.length);
  same('of it at the door', state.gmv.atDoorMinor, sum(atDoor, goods));
  same('unpaid', state.gmv.unpaidMinor, sum(placed, goods));
  same('unpaid orders', state.gmv.unpaidOrders, placed.length);
  for (const item of state.items.values()) {
    const { itemNumber, allotted, adjusted, available, held, unpaid, sold } = item;
    const id = `item ${itemNumber}`;
    const { newBuyerUnits, newCashUnits: newCash, newUnpaidUnits } = item;
    for (const bucket of [available, held, unpaid, sold, newBuyerUnits, newCash, newUnpaidUnits]) {
      if (bucket < 0 || !Number.isSafeInteger(bucket)) faults.push(`${id}: a bucket of ${bucket}`);
    }
    same(`${id} K1`, allotted + adjusted, available + held + unpaid + sold);
    same(
      `${id} held`,
      held,
      sum(holds, (hold) => (hold.itemNumber === itemNumber ? hold.units : 0)),
    );
    same(
      `${id} unpaid`,
      unpaid,
      unitsIn(orders, 'PLACED', (line) => line.itemNumber === itemNumber),
    );
    same(
      `${id} sold`,
      sold,
      soldUnits(orders, (line) => line.itemNumber === itemNumber),
    );
    const newHeld = sum(holds, (hold) => (hold.itemNumber === itemNumber && hold.isNew ? hold.units : 0));
    same(`${id} new buyers (H6)`, newBuyerUnits, newHeld + newCashUnits(orders, itemNumber));
    same(`${id} new buyers' cash (H6)`, newCash, newCashUnits(orders, itemNumber));
    const waiting = orders.filter((order) => order.isNew && waitsOnline(order));
    same(
      `${id} new buyers' unpaid (H6)`,
      newUnpaidUnits,
      unitsIn(waiting, 'PLACED', (line) => line.itemNumber === itemNumber),
    );
    const times = holds.filter((hold) => hold.itemNumber === itemNumber).map(({ untilMs }) => untilMs);
    const expiries = state.expiries.get(itemNumber);
    if ((expiries ?? []).join() !== times.sort((a, b) => a - b).join())
      faults.push(`${id}: holds expire at ${expiries}`);
    if (expiries?.length === 0) faults.push(`${id}: an empty entry of what expires`);
  }
  for (const { itemNumber } of state.items.values()) {
    const { placed: ordered = 0, paid = 0 } = state.itemOrders.get(itemNumber) ?? {};
    const hasIt = ({ lines }: Order) => lines.some((line) => line.itemNumber === itemNumber);
    same(`item ${itemNumber} orders`, ordered, orders.filter(hasIt).length);
    same(`item ${itemNumber} paid orders`, paid, bought.filter(hasIt).length);
  }
  for (const flash of state.flashes.values()) {
    const { flashId, cap, free, lapsed, held, unpaid, sold } = flash;
    const id = `flash ${flashId}`;
    for (const bucket of [free, lapsed, held, unpaid, sold]) if (bucket < 0) faults.push(`${id}: ${bucket}`);
    same(`${id} K1`, cap, free + lapsed + held + unpaid + sold);
    same(
      `${id} held`,
      held,
      sum(holds, (hold) => (hold.flashId === flashId ? hold.units : 0)),
    );
    same(
      `${id} unpaid`,
      unpaid,
      unitsIn(orders, 'PLACED', (line) => line.flashId === flashId),
    );
    same(
      `${id} sold`,
      sold,
      soldUnits(orders, (line) => line.flashId === flashId),
    );
  }
  for (const { voucherId, cap, claimed } of state.vouchers.values()) {
    const naming = orders.filter((order) => hasClaimOf(order, voucherId));
    same(`voucher ${voucherId} V3`, claimed, naming.length);
    if (claimed > cap) faults.push(`voucher ${voucherId}: ${claimed} claims of ${cap}`);
  }
  for (const buyer of state.buyers.values()) faults.push(...auditBuyer(state, buyer, orders));
  return [...faults, ...auditLines(state), ...auditNetworks(state, orders), ...auditGroups(state, orders)];
}

/** An order that names a voucher and of which something is still to come, or came (V3). */
function hasClaimOf({ status, lines, vouchers = [] }: Order, voucherId: string): boolean {
  if (status !== 'PLACED' && status !== 'PAID' && status !== 'COMPLETED') return false;
  const isLeft = lines.some(({ units, unfilled, withdrawn = 0 }) => unfilled + withdrawn < units);
  return isLeft && vouchers.includes(voucherId);
}

/** What must be true the moment a fact has been accepted: caps, shares, lines, vouchers (B1, H2, H3, H6, V2, V3). */
export function auditAcceptance(state: StreamState, fact: StreamFact): string[] {
  const faults: string[] = [];
  const { settings } = state;
  if (fact.type === 'cart_added') {
    const buyer = state.buyers.get(fact.buyerId)!;
    const item = state.items.get(fact.itemNumber)!;
    faults.push(...overCaps(state, buyer, fact));
    if (fact.hold && buyer.heldUnits > settings.maxHeldUnits) faults.push('H3: more than 20 units held');
    if (fact.hold && fact.isNew) {
      if (buyer.newUnits > settings.newBuyerUnits)
        faults.push(`H6: ${buyer.newUnits} units with a new buyer`);
      // What was held at list price is kept of the item already (F7).
      if (!fact.taken) faults.push(...overNetwork(state, item, fact.flashId, fact.networkTag));
    }
    if (fact.hold && fact.hold.untilMs <= state.atMs - 1) faults.push('H1: a hold that is over already');
  }
  if (fact.type === 'waitlist_offered') faults.push(...auditOffer(state, fact));
  if (fact.type === 'order_placed') {
    const order = state.orders.get(fact.orderId)!;
    const buyer = state.buyers.get(order.buyerId)!;
    for (const line of order.lines) faults.push(...overCaps(state, buyer, line));
    const ids = order.lines.map((line) => `${line.itemNumber}@${line.unitPriceMinor}@${line.flashId}`);
    if (new Set(ids).size !== ids.length) faults.push(`H2: two lines of one price in ${fact.orderId}`);
    const total = sum(order.lines, (line) => line.payMinor) + order.shippingMinor;
    if (total !== order.totalMinor) faults.push(`O1: total ${order.totalMinor}, lines ${total}`);
    if (order.lines.some(({ payMinor }) => payMinor < 1)) faults.push('V2: a line below 1 fen');
    faults.push(...overClaims(state, buyer, order));
    if (isNewCash(order)) {
      const cash = buyer.newCash ?? [];
      if (cash.length > 2 || sum(cash, ({ units }) => units) > 20) faults.push('H8: too much cash');
    }
    const { newcomerOrderUnits, maxUnpaidOrders } = settings;
    const units = sum(order.lines, (line) => line.units);
    if (order.isNew && newcomerOrderUnits > 0 && units > newcomerOrderUnits) {
      faults.push(`H3: ${units} units in an order of a newcomer`);
    }
    const open = buyer.unpaid?.length ?? 0;
    if (waitsOnline(order) && maxUnpaidOrders > 0 && open > maxUnpaidOrders) {
      faults.push(`H3: ${open} open orders of one buyer`);
    }
    for (const line of order.isNew ? order.lines : []) {
      const direct = line.units - sum(line.holds, (part) => part.units);
      const item = state.items.get(line.itemNumber)!;
      if (direct > 0) faults.push(...overNetwork(state, item, line.flashId, fact.networkTag));
    }
  }
  if (fact.type === 'order_paid' && fact.late) {
    const order = state.orders.get(fact.orderId)!;
    for (const line of order.lines) faults.push(...overCaps(state, state.buyers.get(order.buyerId)!, line));
    faults.push(...overClaims(state, state.buyers.get(order.buyerId)!, order));
  }
  return faults;
}

/** An offer is a hold within every bound on holds, at a price nobody could have for less (H5, B1, H3, H6). */
function auditOffer(state: StreamState, fact: Extract<StreamFact, { type: 'waitlist_offered' }>): string[] {
  const faults: string[] = [];
  const { settings } = state;
  const buyer = state.buyers.get(fact.buyerId)!;
  const item = state.items.get(fact.itemNumber)!;
  faults.push(...overCaps(state, buyer, { itemNumber: fact.itemNumber, flashId: null }));
  if (fact.unitPriceMinor !== item.listPriceMinor) faults.push(`H5: offered at ${fact.unitPriceMinor}`);
  if (buyer.heldUnits > settings.maxHeldUnits) faults.push('H3: more than 20 units held by an offer');
  if (buyer.strikes >= settings.strikesToFirstPaid) faults.push('H3: an offer to who holds nothing here');
  if (fact.isNew && buyer.newUnits > settings.newBuyerUnits) faults.push('H6: an offer beyond 4 units');
  const { networkTag } = state.holds.get(fact.holdId)!;
  if (fact.isNew) faults.push(...overNetwork(state, item, null, networkTag));
  const flash = item.flashId === null ? undefined : state.flashes.get(item.flashId);
  if (flash?.phase === 'running' && flash.free > 0)
    faults.push('H5: offered while a flash sells it for less');
  if (fact.untilMs !== state.atMs + settings.offerMs) faults.push(`H5: offered until ${fact.untilMs}`);
  return faults;
}

/** The lines counted again: one place a buyer, each known to its buyer, first come in front (H5). */
function auditLines(state: StreamState): string[] {
  const faults: string[] = [];
  for (const [itemNumber, line] of state.waitlists) {
    if (line.length === 0) faults.push(`H5: an empty line of item ${itemNumber}`);
    if (new Set(line.map(({ buyerId }) => buyerId)).size !== line.length) faults.push('H5: two places');
    for (const [index, { buyerId, units, seq }] of line.entries()) {
      if (units < 1) faults.push(`H5: ${buyerId} waits for ${units}`);
      if (seq < (line[index - 1]?.seq ?? 0)) faults.push(`H5: ${buyerId} stands before who came first`);
      if (!state.buyers.get(buyerId)?.waitsFor?.includes(itemNumber)) faults.push(`H5: ${buyerId} is lost`);
    }
  }
  for (const { buyerId, waitsFor } of state.buyers.values()) {
    for (const itemNumber of waitsFor ?? []) {
      const isIn = state.waitlists.get(itemNumber)?.some((waiter) => waiter.buyerId === buyerId);
      if (!isIn) faults.push(`H5: ${buyerId} believes to wait for item ${itemNumber}`);
    }
    if (waitsFor?.length === 0) faults.push('H5: an empty list of lines');
  }
  return faults;
}

/** H8: what newcomers of a network keep, and what they may while they are bounded. */
function overNetwork(state: StreamState, item: Item, flashId: string | null, tag = '-'): string[] {
  const flash = flashId === null ? null : state.flashes.get(flashId)!;
  const room = networkRoom(state, item, flash, { tag, atMs: state.atMs });
  return room < 0 ? [`H8: ${-room} units too many of item ${item.itemNumber} with ${tag}`] : [];
}

/** H8: what each network is said to keep, counted again from holds and orders; nothing once the stream is over. */
function auditNetworks(state: StreamState, orders: readonly Order[]): string[] {
  const found = new Map<string, number>();
  const isOver = state.status === 'CLOSED' || state.status === 'CANCELLED';
  const add = (
    of: { itemNumber: number; flashId: string | null },
    tag: string | undefined,
    units: number,
  ) => {
    if (tag === undefined || isOver) return;
    for (const limit of limitsOf(of.itemNumber, of.flashId)) {
      found.set(`${limit} ${tag}`, (found.get(`${limit} ${tag}`) ?? 0) + units);
    }
  };
  for (const hold of state.holds.values()) if (hold.isNew) add(hold, hold.networkTag, hold.units);
  for (const order of orders) {
    for (const line of order.lines) {
      for (const { tag, units } of line.networks ?? []) add(line, tag, units);
      const tagged = sum(line.networks ?? [], ({ units }) => units);
      const open = isNewCash(order)
        ? undelivered(order, line)
        : order.isNew && waitsOnline(order)
          ? line.units
          : 0;
      if (tagged > open) found.set(`more than is open of ${order.orderId}`, tagged - open);
    }
  }
  const told = [...state.networks].flatMap(([limit, { kept }]) =>
    [...kept].map(([tag, units]): [string, number] => [`${limit} ${tag}`, units]),
  );
  const text = (counts: Iterable<[string, number]>) =>
    [...counts]
      .map((each) => each.join(' '))
      .sort()
      .join();
  const [counter, counted] = [text(told), text(found)];
  return counter === counted ? [] : [`H8: networks keep ${counter}, found ${counted}`];
}

/** It can be paid online, and is not yet. */
function waitsOnline(order: Order): boolean {
  return order.status === 'PLACED' && order.payment !== 'cash_on_delivery';
}

function overClaims(state: StreamState, buyer: Buyer, { vouchers = [] }: Order): string[] {
  return vouchers.flatMap((voucherId) => {
    const { perBuyerCap } = state.vouchers.get(voucherId)!;
    const own = takenUnder(buyer, voucherLimit(voucherId));
    return own > perBuyerCap ? [`V3: ${own} claims of ${voucherId} by one buyer`] : [];
  });
}

function auditBuyer(state: StreamState, buyer: Buyer, orders: readonly Order[]): string[] {
  const faults: string[] = [];
  const holds = [...state.holds.values()].filter(({ buyerId }) => buyerId === buyer.buyerId);
  const listed = buyer.lines.flatMap((line) => line.holds);
  if (listed.length !== holds.length || holds.some(({ holdId }) => !listed.includes(holdId))) {
    faults.push(`buyer ${buyer.buyerId}: lines list ${listed}, holds are ${holds.map((h) => h.holdId)}`);
  }
  for (const line of buyer.lines) {
    if (line.direct < 0 || line.expired < 0) faults.push(`buyer ${buyer.buyerId}: a negative line`);
    if (line.direct + line.expired + line.holds.length === 0) faults.push('H2: an empty line in a cart');
  }
  const held = sum(holds, ({ units }) => units);
  if (held !== buyer.heldUnits) faults.push(`buyer ${buyer.buyerId}: held ${buyer.heldUnits}, found ${held}`);
  const own = orders.filter(({ buyerId }) => buyerId === buyer.buyerId);
  const newUnits = sum(holds, (hold) => (hold.isNew ? hold.units : 0));
  if (newUnits !== buyer.newUnits) faults.push(`H6: new ${buyer.newUnits}, found ${newUnits}`);
  const cash = sum(buyer.newCash ?? [], ({ units }) => units);
  if (cash !== newCashUnits(own, null))
    faults.push(`H8: ${cash} units of cash, found ${newCashUnits(own, null)}`);
  const open = own.filter(waitsOnline).map(({ orderId }) => orderId);
  if ([...open].sort().join() !== [...(buyer.unpaid ?? [])].sort().join()) {
    faults.push(`H3: ${buyer.buyerId} is said to owe ${buyer.unpaid}, found ${open}`);
  }
  const taken = new Map<string, number>();
  for (const { voucherId } of state.vouchers.values()) {
    const claims = own.filter((order) => hasClaimOf(order, voucherId)).length;
    if (claims > 0) taken.set(voucherLimit(voucherId), claims);
  }
  for (const order of own) {
    if (order.status !== 'PLACED' && order.status !== 'PAID' && order.status !== 'COMPLETED') continue;
    for (const line of order.lines) {
      const flash = line.flashId === null ? null : (state.flashes.get(line.flashId) ?? null);
      const item = state.items.get(line.itemNumber)!;
      const limits = new Set(capsOf(item, flash).map(({ limit }) => limit));
      if (item.isCounted) limits.add(itemLimit(item.itemNumber));
      for (const limit of limits) {
        taken.set(limit, (taken.get(limit) ?? 0) + line.units - line.unfilled - (line.withdrawn ?? 0));
      }
    }
  }
  for (const limit of new Set([...taken.keys(), ...buyer.taken.map(({ limit }) => limit)])) {
    if ((taken.get(limit) ?? 0) !== takenUnder(buyer, limit)) {
      faults.push(`B1 ${limit}: counted ${takenUnder(buyer, limit)}, found ${taken.get(limit)}`);
    }
  }
  return faults;
}

function overCaps(
  state: StreamState,
  buyer: Buyer,
  line: { itemNumber: number; flashId: string | null; units?: number; holds?: readonly { units: number }[] },
): string[] {
  const item = state.items.get(line.itemNumber)!;
  // What was held before a limit was lowered may be ordered.
  if (item.isCounted && line.holds && sum(line.holds, ({ units }) => units) === line.units) return [];
  const flash = line.flashId === null ? null : state.flashes.get(line.flashId)!;
  return capsOf(item, flash).flatMap(({ limit, cap }) => {
    const units = counted(state, buyer, limit);
    return units > cap ? [`B1 ${limit}: ${units} over the cap of ${cap}`] : [];
  });
}

/** Undelivered cash units of new buyers, of one item or of all: they are placed and paid in one breath. */
function newCashUnits(orders: readonly Order[], itemNumber: number | null): number {
  const isMeant = (line: Order['lines'][number]) => itemNumber === null || line.itemNumber === itemNumber;
  const cash = orders.filter(isNewCash);
  return sum(cash, (order) =>
    order.status === 'PLACED' || order.status === 'PAID'
      ? sum(order.lines, (line) => (isMeant(line) ? undelivered(order, line) : 0))
      : 0,
  );
}

/** Units of a line that are neither given back nor delivered, lost or refused at the door. */
function undelivered(order: Order, line: Order['lines'][number]): number {
  const arrived = (order.afterSale?.shipments ?? []).filter(
    ({ status }) => status !== 'PACKED' && status !== 'SHIPPED',
  );
  const there = sum(arrived, ({ lines }) =>
    sum(lines, ({ lineIndex, units }) => (order.lines[lineIndex] === line ? units : 0)),
  );
  return line.units - line.unfilled - (line.withdrawn ?? 0) - there;
}

function soldUnits(orders: readonly Order[], isMeant: (line: Order['lines'][number]) => boolean): number {
  return unitsIn(orders, 'PAID', isMeant) + unitsIn(orders, 'COMPLETED', isMeant);
}

function isNewCash(order: Order): boolean {
  return order.isNew && order.payment === 'cash_on_delivery';
}

function unitsIn(
  orders: readonly Order[],
  status: 'PLACED' | 'PAID' | 'COMPLETED',
  isMeant: (line: Order['lines'][number]) => boolean,
): number {
  return sum(
    orders.filter((order) => order.status === status),
    (order) => sum(order.lines, (line) => (isMeant(line) ? line.units - line.unfilled : 0)),
  );
}

function sum<T>(list: readonly T[], of: (entry: T) => number): number {
  return list.reduce((total, entry) => total + of(entry), 0);
}
