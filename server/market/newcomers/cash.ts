import { ALARM_ITEM_MINUTES, ALARM_NETWORK_ORDERS } from '../../../shared/market/newcomers/bounds.ts';
import type { CashAlarm, CashChoice } from '../../../shared/market/newcomers/contract.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { Order } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { itemOf } from '../stock/counters.ts';
import type { NewcomersCash } from './state.ts';

const NETWORK_MS = MINUTE;
/** Alarms and bars that are remembered; the oldest goes first. More than a screen can show. */
const MAX_ALARMS = 20;
export const MAX_BARS = 20;
/** Networks whose times are remembered; the one that was quiet longest goes first. */
const MAX_NETWORKS = 2_000;

export function noCash(): NewcomersCash {
  return { networks: new Map(), items: new Map(), alarms: [], bars: [] };
}

/** A newcomer has ordered for cash. */
export function noteCash(state: StreamState, order: Order, tag: string | undefined, atMs: number): void {
  if (tag !== undefined) noteOfNetwork(state.newcomersCash, tag, atMs);
  for (const { itemNumber, units } of order.lines) noteOfItem(state, itemNumber, units, atMs);
}

/** The host has seen to it: these alarms are over. */
export function endAlarms({ newcomersCash }: StreamState, of: CashChoice): void {
  newcomersCash.alarms = newcomersCash.alarms.filter((alarm) => of.kind !== 'since' && !isSame(alarm.of, of));
  if (of.kind === 'network') newcomersCash.networks.delete(of.tag);
  else if (of.kind === 'item') newcomersCash.items.delete(of.itemNumber);
}

/** Whether two choices are the same orders. */
export function isSame(a: CashChoice, b: CashChoice): boolean {
  if (a.kind === 'item') return b.kind === 'item' && a.itemNumber === b.itemNumber;
  if (a.kind === 'network') return b.kind === 'network' && a.tag === b.tag;
  return b.kind === 'since' && a.sinceMs === b.sinceMs;
}

/** Whether newcomers may not pay an order of these items, from this network, at the door for now. */
export function isBarred(
  { newcomersCash: { bars } }: Readonly<StreamState>,
  itemNumbers: Iterable<number>,
  tag: string,
): boolean {
  const items = new Set(itemNumbers);
  return bars.some(({ of }) => {
    if (of.kind === 'item') return items.has(of.itemNumber);
    return of.kind === 'since' || of.tag === tag;
  });
}

function noteOfNetwork(cash: NewcomersCash, tag: string, atMs: number): void {
  const times = [...(cash.networks.get(tag) ?? []), atMs].slice(-ALARM_NETWORK_ORDERS);
  cash.networks.delete(tag);
  cash.networks.set(tag, times);
  for (const [quietest] of cash.networks) {
    if (cash.networks.size <= MAX_NETWORKS) break;
    cash.networks.delete(quietest);
  }
  if (times.length === ALARM_NETWORK_ORDERS && atMs - times[0]! < NETWORK_MS) {
    alarm(cash, { kind: 'network', tag }, atMs);
  }
}

function noteOfItem(state: StreamState, itemNumber: number, units: number, atMs: number): void {
  const cash = state.newcomersCash;
  const minute = Math.floor(atMs / MINUTE);
  const recent = (cash.items.get(itemNumber) ?? []).filter(
    (each) => each.minute > minute - ALARM_ITEM_MINUTES,
  );
  const last = recent.at(-1);
  if (last?.minute === minute) last.units += units;
  else recent.push({ minute, units });
  cash.items.set(itemNumber, recent);
  const { allotted, adjusted } = itemOf(state, itemNumber);
  const ordered = recent.reduce((sum, each) => sum + each.units, 0);
  if (ordered > state.settings.newBuyerUnits && ordered * 2 >= allotted + adjusted) {
    alarm(cash, { kind: 'item', itemNumber }, atMs);
  }
}

function alarm(cash: NewcomersCash, of: CashAlarm['of'], atMs: number): void {
  if (cash.alarms.some((known) => isSame(known.of, of))) return;
  cash.alarms = [...cash.alarms, { of, sinceMs: atMs }].slice(-MAX_ALARMS);
}
