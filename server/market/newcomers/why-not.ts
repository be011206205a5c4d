import { type PaymentMethod, withoutPractice } from '../../../shared/contract/payment.ts';
import type { LineFault, RefusalOf } from '../../../shared/contract/refusals.ts';
import { NEWCOMER_CASH_ORDERS, NEWCOMER_CASH_UNITS } from '../../../shared/market/newcomers/bounds.ts';
import type { WayToPay } from '../../../shared/market/newcomers/contract.ts';
import type { Buyer } from '../account/state.ts';
import type { Flash } from '../flash-sale/state.ts';
import type { Ask, Decision } from '../kernel/decision.ts';
import type { Item } from '../lineup/state.ts';
import type { AskedLine, Portion } from '../order/tally.ts';
import type { StreamState } from '../state.ts';
import { isBarred } from './cash.ts';
import {
  areNetworksBounded,
  cashUnderWay,
  networkBoundUntil,
  networkRoom,
  networkRoomOfFlash,
} from './network.ts';

/** Who orders, as the bounds on newcomers see it: `isNew` by the shop and by what the stream has seen paid (H6). */
export interface Newcomer {
  buyer: Buyer | undefined;
  isNew: boolean;
  tag: string;
  atMs: number;
}

/** A no that a quote tells of a way to pay. */
type No = Extract<Decision<never>, { kind: 'refused' }> & { refusal: NonNullable<WayToPay['refusal']> };
const no = (refusal: No['refusal']): No => ({ kind: 'refused', refusal, asks: [] });

/** H3: why an order of a newcomer is too large, or null. */
function whyTooLarge(
  state: Readonly<StreamState>,
  portions: readonly Portion[],
): RefusalOf<'NEWCOMER_LIMIT'> | null {
  const { newcomerOrderUnits: max } = state.settings;
  const units = unitsOf(portions);
  return max > 0 && units > max ? { code: 'NEWCOMER_LIMIT', max } : null;
}

/**
 * Why newcomers of this network may not keep what an order of one of them would, or null (H8). Every item in the way is
 * named (O1). What is held is kept already: it may be ordered whatever the bound says by now.
 */
function whyNetworkIsFull(
  state: Readonly<StreamState>,
  asked: readonly AskedLine[],
  portions: readonly Portion[],
  from: Newcomer,
): No | null {
  if (!areNetworksBounded(state)) return null;
  const lines: (LineFault & { refusal: RefusalOf<'NETWORK_LIMIT'> })[] = [];
  const asks: Ask[] = [];
  for (const [item, { units, inside, flashes }] of unitsByItem(portions)) {
    const refusal = whyBeyond(state, item, { direct: units - inside, inside, flashes }, from);
    if (!refusal) continue;
    const { itemNumber } = item;
    for (const { unitPriceMinor } of asked.filter((line) => line.itemNumber === itemNumber)) {
      lines.push({ itemNumber, unitPriceMinor, refusal });
    }
    asks.push({ itemNumber, code: refusal.code, units });
  }
  const first = lines[0];
  return first ? { kind: 'refused', refusal: first.refusal, lines, asks } : null;
}

/** `max` is what may be ordered of the item now, with what is held; the bound ends at `retryAtMs` unless others ask. */
function whyBeyond(
  state: Readonly<StreamState>,
  item: Item,
  { direct, inside, flashes }: { direct: number; inside: number; flashes: ReadonlyMap<Flash, number> },
  from: Newcomer,
): RefusalOf<'NETWORK_LIMIT'> | null {
  if (direct <= 0) return null;
  const { itemNumber } = item;
  const beyond = (room: number, flash: Flash | null): RefusalOf<'NETWORK_LIMIT'> => ({
    code: 'NETWORK_LIMIT',
    itemNumber,
    max: Math.max(0, room) + inside,
    retryAtMs: networkBoundUntil(state, item, flash, from) ?? from.atMs,
  });
  const room = networkRoom(state, item, null, from);
  if (direct > room) return beyond(room, null);
  for (const [flash, units] of flashes) {
    const ofFlash = networkRoom(state, item, flash, from);
    if (units > ofFlash) return beyond(ofFlash, flash);
  }
  return null;
}

/** H8: why units that a newcomer holds at list price may not have the price of a flash, or null (F7). */
export function whyBeyondFlash(
  state: Readonly<StreamState>,
  item: Item,
  flash: Flash,
  units: number,
  from: { tag: string; atMs: number },
): RefusalOf<'NETWORK_LIMIT'> | null {
  const room = networkRoomOfFlash(state, flash, from);
  if (units <= room) return null;
  const retryAtMs = networkBoundUntil(state, item, flash, from) ?? from.atMs;
  return { code: 'NETWORK_LIMIT', itemNumber: item.itemNumber, max: Math.max(0, room), retryAtMs };
}

/** H8: a newcomer's cash is not barred, and what of it is under way is at most two orders and 20 units together. */
export function whyNoCash(
  state: Readonly<StreamState>,
  { buyer, tags }: { buyer: Buyer | undefined; tags: readonly string[] },
  lines: readonly { itemNumber: number; units: number }[],
  payments: readonly PaymentMethod[],
): RefusalOf<'NEWCOMER_CASH' | 'CASH_BARRED'> | null {
  const possible = payments.filter((method) => method !== 'cash_on_delivery');
  const itemNumbers = lines.map(({ itemNumber }) => itemNumber);
  if (tags.some((tag) => isBarred(state, itemNumbers, tag))) return { code: 'CASH_BARRED', possible };
  const { orders, units } = cashUnderWay(buyer);
  if (orders < NEWCOMER_CASH_ORDERS && units + unitsOf(lines) <= NEWCOMER_CASH_UNITS) return null;
  return {
    code: 'NEWCOMER_CASH',
    maxOrders: NEWCOMER_CASH_ORDERS,
    maxUnits: NEWCOMER_CASH_UNITS,
    possible,
  };
}

/** Why an order of these units may not be paid so, by what newcomers may keep (H3, H8); null: it may. */
export function whyNotKept(
  state: Readonly<StreamState>,
  payment: PaymentMethod,
  {
    asked,
    portions,
    payments,
  }: {
    asked: readonly AskedLine[];
    portions: readonly Portion[];
    payments: readonly PaymentMethod[];
  },
  from: Newcomer,
): No | null {
  if (!from.isNew) return null;
  const tooLarge = whyTooLarge(state, portions);
  if (tooLarge) return no(tooLarge);
  const full = whyNetworkIsFull(state, asked, portions, from);
  if (full) return full;
  if (payment !== 'cash_on_delivery') return null;
  const { buyer, tag } = from;
  const lines = portions.map(({ item, units }) => ({ itemNumber: item.itemNumber, units }));
  const noCash = whyNoCash(state, { buyer, tags: [tag] }, lines, payments);
  return noCash && no(noCash);
}

/** Each way to pay that a stream offers, with what an order would be refused for: said before anybody types an address. */
export function waysToPay(
  state: Readonly<StreamState>,
  ordered: { asked: readonly AskedLine[]; portions: readonly Portion[] },
  from: Newcomer,
  isPracticeOff: boolean,
): WayToPay[] {
  const payments = isPracticeOff ? withoutPractice(state.payments) : state.payments;
  return payments.map((payment) => ({
    payment,
    refusal: whyNotKept(state, payment, { ...ordered, payments }, from)?.refusal ?? null,
  }));
}

function unitsOf(parts: readonly { units: number }[]): number {
  return parts.reduce((sum, { units }) => sum + units, 0);
}

/** Of an order's units of one item: `inside` are those that its buyer holds; by flash those that are taken directly. */
interface OrderedOf {
  units: number;
  inside: number;
  flashes: ReadonlyMap<Flash, number>;
}

/** Most orders have none, and need no map for it. */
const noFlashes: ReadonlyMap<Flash, number> = new Map();

/** The units of an order, item by item. */
function unitsByItem(portions: readonly Portion[]): Map<Item, OrderedOf> {
  const ordered = new Map<Item, OrderedOf>();
  for (const { item, flash, units, holds } of portions) {
    const held = holds.reduce((sum, part) => sum + part.units, 0);
    const known = ordered.get(item) ?? { units: 0, inside: 0, flashes: noFlashes };
    known.units += units;
    known.inside += held;
    if (flash && units > held) {
      known.flashes = new Map([...known.flashes, [flash, (known.flashes.get(flash) ?? 0) + units - held]]);
    }
    ordered.set(item, known);
  }
  return ordered;
}
