import { createHash } from 'node:crypto';
import { factOf, ZERO_HASH } from '../../server/event-log/commit/hash-chain.ts';
import type { StoredFact } from '../../server/event-log/ports/store.ts';
import { apply, emptyStream, publicView } from '../../server/market/market.ts';
import type { StreamState } from '../../server/market/state.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import { emptyShop } from '../../server/shop/state.ts';
import type { LiveView } from '../../shared/live-view/entries.ts';
import { auditBooks } from '../builders/audit.ts';
import { OrderBook } from '../builders/order-book.ts';
import type { Entry, Journal } from './journal.ts';
import type { Ask, Ledger } from './ledger.ts';

/** What the tables say, next to what the clients wrote down. */
export interface Verdict {
  facts: number;
  orders: number;
  acked: number;
  ackedMissing: number;
  ordersNobodySent: number;
  keysTwice: number;
  /** Commands with a lower place than one that was answered before they were sent (INV24). */
  outOfOrder: number;
  /** Commands that were refused for good and accepted all the same (INV20, I2). */
  refusedYetAccepted: string[];
  seqGaps: number;
  /** Facts with an earlier time than the one before (INV8). */
  timesBack: number;
  hashesWrong: number;
  sumsChecked: number;
  sumsWrong: string[];
  rowsWrong: string[];
  flashesEnded: number;
  flashesOffTheirTime: string[];
  flashesEndedWhileDown: number;
}

interface Followed {
  seq: number;
  atMs: number;
  hash: string;
  state: StreamState | null;
  book: OrderBook;
}

/** Reads the tables beside the running servers, as one moment, and the logs on from where it was. */
export class Auditor {
  private readonly ledger: Ledger;
  private readonly journal: Journal;
  private readonly followed = new Map<string, Followed>();
  private readonly shop = emptyShop();
  private facts = 0;
  private seqGaps = 0;
  private timesBack = 0;
  private hashesWrong = 0;

  constructor(ledger: Ledger, journal: Journal) {
    this.ledger = ledger;
    this.journal = journal;
  }

  /** @param downs when no server was running, from–to in epoch ms */
  check(downs: readonly [number, number][]): Promise<Verdict> {
    // What was acknowledged before this moment must be in the tables; what comes later need not.
    const acked = this.journal.ackedOrders();
    return this.ledger.read((ask) => this.judge(ask, acked, downs));
  }

  /** What everybody should be shown of a stream, by the log as far as it was read. */
  shown(streamId: string): { seq: number; view: LiveView } {
    const log = this.followed.get(streamId);
    if (!log?.state) throw new Error(`The log of ${streamId} was not read.`);
    return { seq: log.seq, view: publicView(log.state) };
  }

  private async judge(
    ask: Ask,
    acked: Map<string, Entry>,
    downs: readonly [number, number][],
  ): Promise<Verdict> {
    const logs = await ask<{ id: string }>('SELECT log_id AS id FROM log_head');
    for (const { id } of logs) await this.follow(ask, id);
    const orders = await ask<{ orderId: string }>('SELECT order_id AS "orderId" FROM orders');
    const keys = await ask<{ key: string; seq: number; streamId: string; reply: string }>(
      `SELECT key, seq, log_id AS "streamId", reply FROM command_key`,
    );
    const accepted = keys.filter(({ reply }) => !('refused' in JSON.parse(reply)));
    const keysOfOrder = new Map<string, string[]>();
    for (const { key, reply } of keys) {
      const orderId =
        this.journal.entries.get(key)?.command === 'order:place' && JSON.parse(reply).order?.orderId;
      if (orderId) keysOfOrder.set(orderId, [...(keysOfOrder.get(orderId) ?? []), key]);
    }
    const known = new Set(orders.map(({ orderId }) => orderId));
    const sums = await this.sums(ask);
    const flashes = await this.flashes(ask, downs);
    return {
      facts: this.facts,
      orders: orders.length,
      acked: acked.size,
      ackedMissing: [...acked].filter(
        ([orderId, { key }]) => !known.has(orderId) || keysOfOrder.get(orderId)?.join() !== key,
      ).length,
      ordersNobodySent: orders.filter(({ orderId }) => (keysOfOrder.get(orderId) ?? []).length !== 1).length,
      keysTwice: keys.length - new Set(keys.map(({ streamId, key }) => `${streamId} ${key}`)).size,
      outOfOrder: this.outOfOrder(new Map(accepted.map(({ key, seq }) => [key, seq]))),
      refusedYetAccepted: this.refusedYetAccepted(accepted),
      seqGaps: this.seqGaps,
      timesBack: this.timesBack,
      hashesWrong: this.hashesWrong,
      ...sums,
      ...flashes,
    };
  }

  private refusedYetAccepted(accepted: readonly { key: string; seq: number }[]): string[] {
    return accepted.flatMap(({ key, seq }) => {
      const entry = this.journal.entries.get(key);
      const isRefused = entry?.answer && entry.answer !== 'done' && !entry.answer.includes('-');
      return isRefused
        ? [`${entry.command} ${key} sent ${entry.sent} times: ${entry.answer}, place ${seq}`]
        : [];
    });
  }

  private outOfOrder(seqOf: ReadonlyMap<string, number>): number {
    const sent = [...this.journal.entries.values()].sort((a, b) => a.sentAt - b.sentAt);
    const heard = sent.filter(({ key, heardAt }) => heardAt > 0 && seqOf.has(key));
    heard.sort((a, b) => a.heardAt - b.heardAt);
    const highest = new Map<string, number>();
    let next = 0;
    let found = 0;
    for (const { key, streamId, sentAt } of sent) {
      for (; next < heard.length && heard[next]!.heardAt < sentAt; next += 1) {
        const before = heard[next]!;
        const seq = seqOf.get(before.key)!;
        highest.set(before.streamId, Math.max(seq, highest.get(before.streamId) ?? 0));
      }
      const seq = seqOf.get(key);
      if (seq !== undefined && seq < (highest.get(streamId) ?? 0)) found += 1;
    }
    return found;
  }

  /** Replays what is new in a log: its places, its hashes, its state. */
  private async follow(ask: Ask, logId: string): Promise<void> {
    const log = this.followed.get(logId) ?? {
      seq: 0,
      atMs: 0,
      hash: ZERO_HASH,
      state: logId === 'shop' ? null : emptyStream(logId),
      book: new OrderBook(),
    };
    this.followed.set(logId, log);
    const rows = await ask<StoredFact>(
      'SELECT seq, at_ms AS "atMs", type, body, hash FROM fact WHERE log_id = ? AND seq > ? ORDER BY seq',
      logId,
      log.seq,
    );
    for (const row of rows) {
      if (row.seq !== log.seq + 1) this.seqGaps += 1;
      if (row.atMs < log.atMs) this.timesBack += 1;
      if (row.hash !== createHash('sha256').update(`${log.hash}${row.body}`).digest('hex'))
        this.hashesWrong += 1;
      if (log.state) {
        apply(log.state, factOf(row), row);
        log.book.note(log.state);
      } else applyShopFact(this.shop, factOf(row), row);
      log.seq = row.seq;
      log.atMs = row.atMs;
      log.hash = row.hash;
      this.facts += 1;
    }
    const heads = await ask<Followed>('SELECT seq, hash FROM log_head WHERE log_id = ?', logId);
    if (heads[0]?.seq !== log.seq) this.seqGaps += 1;
    if (heads[0]?.hash !== log.hash) this.hashesWrong += 1;
  }

  /** K1 in the tables, the books counted again from the log, and the tables against the log. */
  private async sums(ask: Ask): Promise<Pick<Verdict, 'sumsChecked' | 'sumsWrong' | 'rowsWrong'>> {
    const stock = await ask<Record<string, number> & { streamId: string }>(
      `SELECT stream_id AS "streamId", item_number AS "itemNumber", allotted, adjusted, available, held, unpaid, sold
       FROM item_stock`,
    );
    const flashes = await ask<Record<string, number> & { streamId: string; flashId: string }>(
      'SELECT stream_id AS "streamId", flash_id AS "flashId", cap, free, lapsed, held, unpaid, sold FROM flash',
    );
    const sumsWrong = [
      ...stock
        .filter(
          (row) => row.allotted! + row.adjusted! !== row.available! + row.held! + row.unpaid! + row.sold!,
        )
        .map((row) => `item ${row.itemNumber}`),
      ...flashes
        .filter((row) => row.cap !== row.free! + row.lapsed! + row.held! + row.unpaid! + row.sold!)
        .map((row) => `flash ${row.flashId}`),
    ];
    const rowsWrong: string[] = [];
    for (const { state, book } of this.followed.values()) {
      if (!state) continue;
      sumsWrong.push(...auditBooks(state, book.allNow(state)));
      for (const row of stock) {
        if (row.streamId !== state.streamId) continue;
        const item = state.items.get(row.itemNumber!)!;
        const { allotted, adjusted, available, held, unpaid, sold } = item;
        rowsWrong.push(
          ...differences(`item ${row.itemNumber}`, row, {
            allotted,
            adjusted,
            available,
            held,
            unpaid,
            sold,
          }),
        );
      }
      for (const row of flashes) {
        if (row.streamId !== state.streamId) continue;
        const { cap, free, lapsed, held, unpaid, sold } = state.flashes.get(row.flashId)!;
        rowsWrong.push(
          ...differences(`flash ${row.flashId}`, row, { cap, free, lapsed, held, unpaid, sold }),
        );
      }
      const [units] = await ask<{ orders: number; total: number; paid: number }>(
        `SELECT count(*) AS orders, coalesce(sum(total_minor), 0) AS total,
           count(CASE WHEN status = 'PAID' THEN 1 END) AS paid
         FROM orders WHERE stream_id = ?`,
        state.streamId,
      );
      const orders = book.all(state);
      const total = orders.reduce((sum, order) => sum + order.totalMinor, 0);
      const paid = orders.filter(({ status }) => status === 'PAID').length;
      rowsWrong.push(...differences('orders', { ...units }, { orders: orders.length, total, paid }));
    }
    return { sumsChecked: stock.length + flashes.length, sumsWrong, rowsWrong };
  }

  /** A flash ends at its planned end, whoever was running then; its fact may stand later only behind a later head. */
  private async flashes(
    ask: Ask,
    downs: readonly [number, number][],
  ): Promise<Pick<Verdict, 'flashesEnded' | 'flashesOffTheirTime' | 'flashesEndedWhileDown'>> {
    const bodies = async (type: string) => {
      const rows = await ask<{ body: string; atMs: number }>(
        'SELECT body, at_ms AS "atMs" FROM fact WHERE type = ?',
        type,
      );
      return rows.map(({ body, atMs }) => ({ atMs, fact: JSON.parse(body).body }));
    };
    const announced = await bodies('flash_sale_announced');
    const planned = new Map(announced.map(({ fact }) => [fact.flashId, fact.endsAtMs as number]));
    const ended = (await bodies('flash_sale_ended')).filter(({ fact }) => fact.reason === 'due');
    const off = ended.filter(({ fact, atMs }) => {
      const endsAtMs = planned.get(fact.flashId);
      return fact.endedAtMs !== endsAtMs || atMs < fact.endedAtMs;
    });
    const whileDown = ended.filter(({ fact }) =>
      downs.some(([fromMs, toMs]) => fromMs <= fact.endedAtMs && fact.endedAtMs <= toMs),
    );
    const late = whileDown.filter(({ fact, atMs }) => atMs !== fact.endedAtMs);
    return {
      flashesEnded: ended.length,
      flashesOffTheirTime: [...off, ...late].map(
        ({ fact, atMs }) => `${fact.flashId} ${fact.endedAtMs} at ${atMs}`,
      ),
      flashesEndedWhileDown: whileDown.length,
    };
  }
}

function differences(what: string, row: Record<string, unknown>, expected: Record<string, number>): string[] {
  return Object.entries(expected)
    .filter(([name, value]) => row[name] !== value)
    .map(([name, value]) => `${what} ${name}: table ${String(row[name])}, log ${value}`);
}

/** What of a verdict is not as it must be; empty if all is well. */
export function trouble(verdict: Verdict): Partial<Verdict> {
  const { ackedMissing, ordersNobodySent, keysTwice, outOfOrder, seqGaps, timesBack, hashesWrong } = verdict;
  const { refusedYetAccepted, sumsWrong, rowsWrong, flashesOffTheirTime } = verdict;
  const counts = { ackedMissing, ordersNobodySent, keysTwice, outOfOrder, seqGaps, timesBack, hashesWrong };
  const lists = { refusedYetAccepted, sumsWrong, rowsWrong, flashesOffTheirTime };
  return Object.fromEntries([
    ...Object.entries(counts).filter(([, count]) => count > 0),
    ...Object.entries(lists).filter(([, list]) => list.length > 0),
  ]);
}
