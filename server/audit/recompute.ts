import type { SalesReport } from '../../shared/contract/sales.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { factOf } from '../event-log/commit/hash-chain.ts';
import { FloorFollower } from '../insights/floor/follower.ts';
import { MAX_FUNNEL_MINUTES } from '../insights/floor/funnel.ts';
import type { SoldLine, SoldOrder } from '../insights/order-tally.ts';
import { MAX_MARKS_SHOWN, type SalesRows, type SoldMinute, salesReport } from '../insights/sales.ts';
import type { StreamFact } from '../market/facts.ts';
import { streamRules } from '../market/market.ts';
import type { StreamState } from '../market/state.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { ItemMinuteOrders, ItemPayer, OutsideLog, Recount } from '../ports/recount.ts';
import type { AdderRow, ItemRow, MarkRow, Rows, StockRow, StreamRow } from '../ports/rows.ts';
import { shopRules } from '../shop/shop.ts';
import type { ShopFact, ShopState } from '../shop/state.ts';

/** Facts read at once; what they touched is taken over after them. */
const PAGE = 500;

export interface Recomputed {
  facts: number;
  /** Numbers that were compared. */
  numbers: number;
  /** The first number that differs, and both values; null if none does. */
  difference: { where: string; report: unknown; log: unknown } | null;
}

/**
 * Counts every number of a stream's report anew, out of its facts one by one and of nothing that the tables made of
 * them, and holds the report of the tables against it. What no log holds (who watched, what screens showed, refusals,
 * merges) is read raw. The orders of the stream are in memory meanwhile, about 1 kB each.
 * @returns null if there is no such stream
 */
export async function recompute(
  ledger: Ledger,
  recount: Recount,
  streamId: string,
  asOfMs: number,
): Promise<Recomputed | null> {
  const outside = await recount.outside(streamId);
  const told = await recount.sales(streamId, asOfMs);
  if (!told) return null;
  const shop = await shopState(ledger);
  const tables = await recount.itemMinutes(streamId);
  const payers = await recount.itemPayers(streamId);
  const counted = new CountedRows();
  const follower = new FloorFollower(streamId);
  const { state } = follower;
  for (;;) {
    const page = await ledger.facts(streamId, state.seq, PAGE);
    const changeSet = streamRules.gather(state);
    for (const stored of page) {
      const fact = factOf<StreamFact>(stored);
      follower.take(fact, stored);
      changeSet.note(state, fact, stored);
      if (fact.type === 'stock_adjusted' && fact.delta > 0) counted.restock(fact);
    }
    counted.take(changeSet.effects(state, []).rows);
    if (page.length < PAGE) break;
  }
  const rows = counted.rowsOf(shop, outside);
  if (!rows) return null;
  const minutes = tables.filter(isTold(state));
  const difference =
    firstDifference(told, salesReport(rows, asOfMs), '') ??
    firstDifference(gmvTold(told), gmvKept(state), 'gmv') ??
    firstDifference(byItem(minutes), minutesOf(follower), 'itemMinutes') ??
    firstDifference(soldTold(told), soldBy(follower), 'parts') ??
    firstDifference(payersTold(told, payers, outside), payersBy(follower), 'payers');
  const numbers = countNumbers(told) + countNumbers(minutes) + told.items.length;
  return { facts: state.seq, numbers, difference };
}

/** What consoles show of it as the stream's state keeps it, and what the report says of the same. */
function gmvKept({ gmv }: StreamState) {
  return { paidMinor: gmv.paidMinor, paidOrders: gmv.paidOrders };
}

function gmvTold({ summary }: SalesReport): ReturnType<typeof gmvKept> {
  return { paidMinor: summary.gmvPaidMinor, paidOrders: summary.paidOrders };
}

/** Whether a minute is one of those that the insights tell. */
function isTold({ liveStartMs }: StreamState): (row: ItemMinuteOrders) => boolean {
  const first = Math.floor((liveStartMs ?? Number.POSITIVE_INFINITY) / MINUTE);
  return ({ minute }) => minute >= first && minute < first + MAX_FUNNEL_MINUTES;
}

type MinuteCounts = Pick<ItemMinuteOrders, 'ordered' | 'paid' | 'kept'>;

/** Under names that say where a difference is: of item 6 in the minute 29756174. */
function byItem(minutes: readonly ItemMinuteOrders[]): Record<string, MinuteCounts> {
  const named = minutes.map(({ itemNumber, minute, ...counts }) => [`${itemNumber} at ${minute}`, counts]);
  return Object.fromEntries(named);
}

/** What the insights say of the same minutes, order by order out of the log. */
function minutesOf(follower: FloorFollower): Record<string, MinuteCounts> {
  return byItem(
    follower
      .funnel(null, [])
      .minutes.flatMap(({ itemNumber, atMs, ordered, paid, kept }) =>
        ordered > 0 ? [{ itemNumber, minute: atMs / MINUTE, ordered, paid, kept }] : [],
      ),
  );
}

/** Units and goods value that were paid of each item. */
function soldTold({ items }: SalesReport) {
  return Object.fromEntries(
    items.map(({ itemNumber, paidOrders, paidUnits, gmvPaidMinor }) => [
      itemNumber,
      { paidOrders, paidUnits, gmvPaidMinor },
    ]),
  );
}

function soldBy(follower: FloorFollower): ReturnType<typeof soldTold> {
  return Object.fromEntries(
    follower
      .parts('item', null, [])
      .parts.map(({ of, paid, units, minor }) => [
        of,
        { paidOrders: paid, paidUnits: units.paid, gmvPaidMinor: minor.paid },
      ]),
  );
}

/** People who paid for each item, as the tables have it. */
function payersTold({ items }: SalesReport, payers: readonly ItemPayer[], { roots }: OutsideLog) {
  const people = Map.groupBy(payers, ({ itemNumber }) => itemNumber);
  const count = (itemNumber: number) =>
    new Set(people.get(itemNumber)?.map(({ buyerId }) => roots.get(buyerId) ?? buyerId)).size;
  return Object.fromEntries(items.map(({ itemNumber }) => [itemNumber, count(itemNumber)]));
}

function payersBy(follower: FloorFollower): Record<string, number | null> {
  return Object.fromEntries(follower.parts('item', null, []).parts.map(({ of, payers }) => [of, payers]));
}

/** The shop's log names the goods; a stream's own says nothing of their kind. */
async function shopState(ledger: Ledger): Promise<ShopState> {
  const state = shopRules.empty('shop');
  for (;;) {
    const page = await ledger.facts('shop', state.seq, PAGE);
    for (const stored of page) shopRules.apply(state, factOf<ShopFact>(stored), stored);
    if (page.length < PAGE) return state;
  }
}

/** What of an order, and of a line of it, any number needs. */
const ORDER = [
  'orderId',
  'buyerId',
  'status',
  'placedAtMs',
  'paidAtMs',
  'goodsMinor',
  'totalMinor',
  'refundedMinor',
  'channel',
  'shippingHostOffMinor',
  'shippingShopOffMinor',
  'vouchers',
  'shippingMinor',
  'shippingRefundedMinor',
] as const satisfies readonly (keyof SoldOrder)[];
const LINE = [
  'orderId',
  'itemNumber',
  'flashId',
  'units',
  'goodsMinor',
  'cancelledGoodsMinor',
  'refundedGoodsMinor',
  'producerOffMinor',
  'hostOffMinor',
  'shopOffMinor',
] as const satisfies readonly (keyof SoldLine)[];

function only<Row extends object, Name extends keyof Row>(row: Row, names: readonly Name[]): Pick<Row, Name> {
  const kept = {} as Pick<Row, Name>;
  for (const name of names) kept[name] = row[name];
  return kept;
}

/** The last value of every row, and nothing of it that no number needs. */
class CountedRows {
  #stream: StreamRow | null = null;
  readonly #items = new Map<number, ItemRow>();
  readonly #stock = new Map<number, StockRow>();
  readonly #orders = new Map<string, SoldOrder>();
  readonly #lines = new Map<string, SoldLine>();
  readonly #minutes = new Map<number, SoldMinute>();
  readonly #adders = new Map<string, AdderRow>();
  readonly #marks = new Map<string, MarkRow>();
  readonly #restocked = new Map<number, number>();

  restock({ itemNumber, delta }: { itemNumber: number; delta: number }): void {
    this.#restocked.set(itemNumber, (this.#restocked.get(itemNumber) ?? 0) + delta);
  }

  take(rows: Rows): void {
    this.#stream = rows.streams.at(-1) ?? this.#stream;
    for (const row of rows.items) this.#items.set(row.itemNumber, row);
    for (const row of rows.stock) this.#stock.set(row.itemNumber, row);
    for (const row of rows.orders) this.#orders.set(row.orderId, only(row, ORDER));
    for (const row of rows.lines) this.#lines.set(`${row.orderId} ${row.lineIndex}`, only(row, LINE));
    for (const { minute, adds, placed, paid } of rows.minutes) {
      const known = this.#minutes.get(minute) ?? { minute, adds: 0, placed: 0, paid: 0 };
      this.#minutes.set(minute, {
        minute,
        adds: known.adds + adds,
        placed: known.placed + placed,
        paid: known.paid + paid,
      });
    }
    for (const row of rows.adders) {
      this.#adders.set(`${row.itemNumber} ${row.buyerId} ${row.channel}`, row);
    }
    for (const row of rows.marks) this.#marks.set(`${row.seq} ${row.kind}`, row);
  }

  rowsOf(shop: ShopState, { presences, exposures, refusals, roots }: OutsideLog): SalesRows | null {
    if (!this.#stream) return null;
    return {
      stream: this.#stream,
      items: Array.from(
        this.#items.values(),
        ({ itemNumber, productId, name, nameEn, producer, ...item }) => {
          const { allotted = 0, available = 0, held = 0, unpaid = 0 } = this.#stock.get(itemNumber) ?? {};
          const { category = '', producerEn = '' } = shop.products.get(productId) ?? {};
          const names = { name, nameEn, producer, producerEn };
          const restocked = this.#restocked.get(itemNumber) ?? 0;
          const { showRequests } = item;
          return {
            itemNumber,
            ...names,
            category,
            allotted,
            restocked,
            available,
            held,
            unpaid,
            showRequests,
          };
        },
      ),
      orders: this.#orders.values(),
      lines: this.#lines.values(),
      minutes: this.#minutes.values(),
      adders: this.#adders.values(),
      refusals,
      marks: [...this.#marks.values()]
        .sort((a, b) => a.fromMs - b.fromMs || a.seq - b.seq || (a.kind < b.kind ? -1 : 1))
        .slice(0, MAX_MARKS_SHOWN)
        .map(({ kind, itemNumber, fromMs, toMs }) => ({ kind, itemNumber, fromMs, toMs })),
      presences,
      exposures,
      rootOf: (id) => roots.get(id) ?? id,
    };
  }
}

/** Walks two reports of the same form at once. */
function firstDifference(report: unknown, log: unknown, where: string): Recomputed['difference'] {
  if (typeof report === 'object' && report !== null && typeof log === 'object' && log !== null) {
    for (const name of new Set([...Object.keys(report), ...Object.keys(log)])) {
      const place = where === '' ? name : `${where}.${name}`;
      const found = firstDifference(
        (report as Record<string, unknown>)[name],
        (log as Record<string, unknown>)[name],
        place,
      );
      if (found) return found;
    }
    return null;
  }
  return Object.is(report, log) ? null : { where, report: report ?? null, log: log ?? null };
}

function countNumbers(value: unknown): number {
  if (typeof value === 'number') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + countNumbers(each), 0);
}
