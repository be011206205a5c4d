import { createHash } from 'node:crypto';
import { loadDriver, type SqliteDatabase } from '../../server/adapters/sql/driver.ts';
import { apply } from '../../server/domain/apply.ts';
import { applyShopFact } from '../../server/domain/shop/apply.ts';
import { emptyShop } from '../../server/domain/shop/state.ts';
import { emptyStream, type StreamState } from '../../server/domain/state.ts';
import { factOf, ZERO_HASH } from '../../server/engine/chain.ts';
import type { StoredFact } from '../../server/ports/store.ts';
import { auditBooks } from '../builders/audit.ts';
import { OrderBook } from '../builders/order-book.ts';
import type { Journal } from './journal.ts';

/** What the file says, next to what the clients wrote down. */
export interface Verdict {
  facts: number;
  orders: number;
  acked: number;
  ackedMissing: number;
  ordersNobodySent: number;
  keysTwice: number;
  seqGaps: number;
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
  hash: string;
  state: StreamState | null;
  book: OrderBook;
}

/** Reads the file beside the running server, on a connection of its own, as one moment. */
export class Auditor {
  private readonly file: string;
  private readonly journal: Journal;
  private readonly followed = new Map<string, Followed>();
  private readonly shop = emptyShop();
  private facts = 0;
  private seqGaps = 0;
  private hashesWrong = 0;

  constructor(file: string, journal: Journal) {
    this.file = file;
    this.journal = journal;
  }

  /** @param downs when no server was running, from–to in epoch ms */
  check(downs: readonly [number, number][]): Verdict {
    // What was acknowledged before this moment must be in the file; what comes later need not.
    const acked = this.journal.ackedOrders();
    const db = new (loadDriver())(this.file, { readonly: true, fileMustExist: true });
    try {
      db.exec('BEGIN');
      return this.judge(db, acked, downs);
    } finally {
      db.close();
    }
  }

  private judge(
    db: SqliteDatabase,
    acked: ReturnType<Journal['ackedOrders']>,
    downs: readonly [number, number][],
  ): Verdict {
    for (const logId of all<{ id: string }>(db, 'SELECT stream_id AS id FROM stream_head'))
      this.follow(db, logId.id);
    const orders = all<{ orderId: string; streamId: string; buyerId: string; seq: number }>(
      db,
      'SELECT order_id AS "orderId", stream_id AS "streamId", buyer_id AS "buyerId", seq FROM orders',
    );
    const keys = all<{ key: string; seq: number; streamId: string; reply: string }>(
      db,
      `SELECT key, seq, stream_id AS "streamId", reply FROM command_key`,
    );
    const keysOfOrder = new Map<string, string[]>();
    for (const { key, reply } of keys) {
      const orderId =
        this.journal.entries.get(key)?.command === 'order:place' && JSON.parse(reply).order?.orderId;
      if (orderId) keysOfOrder.set(orderId, [...(keysOfOrder.get(orderId) ?? []), key]);
    }
    const known = new Set(orders.map(({ orderId }) => orderId));
    const sums = this.sums(db);
    const flashes = this.flashes(db, downs);
    return {
      facts: this.facts,
      orders: orders.length,
      acked: acked.size,
      ackedMissing: [...acked].filter(
        ([orderId, { key }]) => !known.has(orderId) || keysOfOrder.get(orderId)?.join() !== key,
      ).length,
      ordersNobodySent: orders.filter(({ orderId }) => (keysOfOrder.get(orderId) ?? []).length !== 1).length,
      keysTwice: keys.length - new Set(keys.map(({ streamId, key }) => `${streamId} ${key}`)).size,
      seqGaps: this.seqGaps,
      hashesWrong: this.hashesWrong,
      ...sums,
      ...flashes,
    };
  }

  /** Replays what is new in a log: its places, its hashes, its state. */
  private follow(db: SqliteDatabase, logId: string): void {
    const log = this.followed.get(logId) ?? {
      seq: 0,
      hash: ZERO_HASH,
      state: logId === 'shop' ? null : emptyStream(logId),
      book: new OrderBook(),
    };
    this.followed.set(logId, log);
    const rows = db
      .prepare(
        'SELECT seq, at_ms AS "atMs", type, body, hash FROM fact WHERE stream_id = ? AND seq > ? ORDER BY seq',
      )
      .all(logId, log.seq) as StoredFact[];
    for (const row of rows) {
      if (row.seq !== log.seq + 1) this.seqGaps += 1;
      if (row.hash !== createHash('sha256').update(`${log.hash}${row.body}`).digest('hex'))
        this.hashesWrong += 1;
      if (log.state) {
        apply(log.state, factOf(row), row);
        log.book.note(log.state);
      } else applyShopFact(this.shop, factOf(row), row);
      log.seq = row.seq;
      log.hash = row.hash;
      this.facts += 1;
    }
    const head = db.prepare('SELECT seq, hash FROM stream_head WHERE stream_id = ?').get(logId) as Followed;
    if (head.seq !== log.seq) this.seqGaps += 1;
    if (head.hash !== log.hash) this.hashesWrong += 1;
  }

  /** K1 in the tables, the books counted again from the log, and the tables against the log. */
  private sums(db: SqliteDatabase): Pick<Verdict, 'sumsChecked' | 'sumsWrong' | 'rowsWrong'> {
    const stock = all<Record<string, number> & { streamId: string }>(
      db,
      `SELECT stream_id AS "streamId", item_number AS "itemNumber", allotted, adjusted, available, held, unpaid, sold
       FROM item_stock`,
    );
    const flashes = all<Record<string, number> & { streamId: string; flashId: string }>(
      db,
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
      const units = db
        .prepare(
          `SELECT count(*) AS orders, coalesce(sum(o.total_minor), 0) AS total, sum(o.status = 'PAID') AS paid
           FROM orders o WHERE o.stream_id = ?`,
        )
        .get(state.streamId) as { orders: number; total: number; paid: number | null };
      const orders = book.all(state);
      const total = orders.reduce((sum, order) => sum + order.totalMinor, 0);
      const paid = orders.filter(({ status }) => status === 'PAID').length;
      rowsWrong.push(
        ...differences('orders', { ...units, paid: units.paid ?? 0 }, { orders: orders.length, total, paid }),
      );
    }
    return { sumsChecked: stock.length + flashes.length, sumsWrong, rowsWrong };
  }

  /** A flash ends at its planned end, whoever was running then; its fact may stand later only behind a later head. */
  private flashes(
    db: SqliteDatabase,
    downs: readonly [number, number][],
  ): Pick<Verdict, 'flashesEnded' | 'flashesOffTheirTime' | 'flashesEndedWhileDown'> {
    const bodies = (type: string) =>
      all<{ body: string; atMs: number }>(
        db,
        `SELECT body, at_ms AS "atMs" FROM fact WHERE type = '${type}'`,
      ).map(({ body, atMs }) => ({ atMs, fact: JSON.parse(body).body }));
    const planned = new Map(
      bodies('flash_announced').map(({ fact }) => [fact.flashId, fact.endsAtMs as number]),
    );
    const ended = bodies('flash_ended').filter(({ fact }) => fact.reason === 'due');
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

function all<Row>(db: SqliteDatabase, text: string): Row[] {
  return db.prepare(text).all() as Row[];
}

function differences(what: string, row: Record<string, unknown>, expected: Record<string, number>): string[] {
  return Object.entries(expected)
    .filter(([name, value]) => row[name] !== value)
    .map(([name, value]) => `${what} ${name}: table ${String(row[name])}, log ${value}`);
}
