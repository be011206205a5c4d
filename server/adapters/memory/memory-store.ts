import { fingerprint } from '../../event-log/ports/fingerprints.ts';
import { MAX_GAPS } from '../../event-log/ports/log-gaps.ts';
import type { AppendOutcome } from '../../event-log/ports/store.ts';
import type { MarketBatch, MarketStore, RefusalTally, Rows, StreamRow } from '../../ports/rows.ts';
import { refKey } from '../../shop/payout/pay-out.ts';
import { gapIn, hasOnlyRefusals } from '../batch-shape.ts';
import { MAX_FACTS_READ, MAX_HEADS_READ, MAX_REFUSAL_ROWS } from '../limits.ts';
import { steadyTime } from '../system/steady-time.ts';
import { brokenConstraint } from './constraints.ts';
import type { Log, Tables } from './tables.ts';

/** The logs of a market that lives as long as its process: for development, tests and trying things out. */
export function memoryStore(tables: Tables, nowMs: () => number = steadyTime()): MarketStore {
  const { logs, leases } = tables;
  return {
    async create(head) {
      if (logs.has(head.logId)) return false;
      logs.set(head.logId, {
        head: { ...head },
        facts: [],
        keys: new Map(),
        refusals: new Map(),
        gaps: [],
        snapshots: new Map(),
      });
      return true;
    },
    async head(logId) {
      const log = logs.get(logId);
      return log ? { ...log.head } : null;
    },
    async heads(logIds) {
      return logIds.slice(0, MAX_HEADS_READ).flatMap((logId) => {
        const log = logs.get(logId);
        return log ? [{ ...log.head }] : [];
      });
    },
    async kinds() {
      return [...new Set(Array.from(logs.values(), ({ head }) => head.kind))].sort();
    },
    async openLogs(kind) {
      return [...logs.values()]
        .filter(({ head }) => head.isOpen && head.kind === kind)
        .map(({ head }) => head.logId)
        .sort();
    },
    append: async (batch) => append(tables, batch),
    async renewHistory(logId, from, gap) {
      const log = logs.get(logId);
      if (log?.head.history !== from) return false;
      log.head = { ...log.head, history: gap.history };
      log.gaps = [...log.gaps, { ...gap, keys: [] }].slice(-MAX_GAPS);
      return true;
    },
    gapsOf: async (logId) => [...(logs.get(logId)?.gaps ?? [])],
    async factsAfter(logId, seq, limit, types = []) {
      const facts = logs.get(logId)?.facts ?? [];
      const most = Math.min(limit, MAX_FACTS_READ);
      if (types.length === 0) return facts.slice(seq, seq + most);
      return facts
        .slice(seq)
        .filter(({ type }) => types.includes(type))
        .slice(0, most);
    },
    async factAt(logId, seq) {
      return logs.get(logId)?.facts[seq - 1] ?? null;
    },
    async snapshot(logId, version) {
      return logs.get(logId)?.snapshots.get(version) ?? null;
    },
    async saveSnapshot(logId, snapshot) {
      const kept = logs.get(logId)?.snapshots;
      if (kept && snapshot.seq >= (kept.get(snapshot.version)?.seq ?? 0))
        kept.set(snapshot.version, snapshot);
    },
    async keysOf(logId, afterSeq = 0) {
      const keys = [...(logs.get(logId)?.keys ?? [])].filter(([, { seq }]) => seq > afterSeq);
      return Float64Array.from(keys, ([name]) => fingerprint(name)).sort();
    },
    async findKey(logId, buyerIds, key) {
      const keys = logs.get(logId)?.keys;
      const found = buyerIds.flatMap((buyerId) => keys?.get(`${buyerId} ${key}`) ?? []);
      return found.sort((a, b) => a.seq - b.seq)[0] ?? null;
    },
    async cursor(consumer, logId) {
      return tables.cursors.get(`${consumer} ${logId}`) ?? 0;
    },
    async saveCursor(consumer, logId, seq) {
      const name = `${consumer} ${logId}`;
      tables.cursors.set(name, Math.max(seq, tables.cursors.get(name) ?? 0));
    },
    async takeLease(name, holder, forMs) {
      const held = leases.get(name);
      if (held && held.holder !== holder && held.untilMs > nowMs()) return false;
      leases.set(name, { holder, untilMs: nowMs() + forMs });
      return true;
    },
    async claim(logId, owner, gone) {
      const log = logs.get(logId);
      if (!log) return null;
      const named = log.head.owner;
      const isFree = !named || named.node === owner.node || named.node === gone || named.untilMs <= nowMs();
      if (isFree) log.head = { ...log.head, owner };
      return { ...log.head };
    },
    async releaseLeases(holder) {
      for (const [name, lease] of leases) if (lease.holder === holder) leases.delete(name);
      for (const log of logs.values()) {
        if (log.head.owner?.node === holder) log.head = { ...log.head, owner: null };
      }
    },
    nowMs: async () => nowMs(),
    async close() {
      // There is nothing to release.
    },
  };
}

/** Checks everything first and writes then, so that a batch is there whole or not at all. */
function append(tables: Tables, batch: MarketBatch): AppendOutcome {
  const gap = gapIn(batch);
  if (gap) return { kind: 'failed', reason: 'constraint', message: gap };
  const log = tables.logs.get(batch.logId);
  if (log?.head.history !== batch.history) return { kind: 'conflict' };
  const movesNothing = hasOnlyRefusals(batch);
  if (!movesNothing && log.head.seq !== batch.from) return { kind: 'conflict' };
  const broken = brokenConstraint(tables, log, batch);
  if (broken) return { kind: 'failed', reason: 'constraint', message: `Constraint ${broken} failed.` };

  if (!movesNothing) {
    const { to: seq, atMs, hash, isOpen, owner } = batch;
    log.head = { ...log.head, seq, atMs, hash, isOpen, owner };
  }
  for (const fact of batch.facts) log.facts.push(fact);
  for (const key of batch.keys) log.keys.set(`${key.actorId} ${key.key}`, key);
  for (const refusal of batch.effects.refusals) countRefusal(log, refusal);
  writeRows(tables, batch.effects.rows);
  return { kind: 'committed' };
}

function countRefusal(log: Log, refusal: RefusalTally): void {
  const name = `${refusal.buyerId} ${refusal.itemNumber} ${refusal.code}`;
  const known = log.refusals.get(name);
  if (!known && log.refusals.size >= MAX_REFUSAL_ROWS) return;
  log.refusals.set(name, {
    ...refusal,
    firstAtMs: known?.firstAtMs ?? refusal.atMs,
    atMs: Math.max(refusal.atMs, known?.atMs ?? 0),
    count: refusal.count + (known?.count ?? 0),
    largestAsk: Math.max(refusal.largestAsk, known?.largestAsk ?? 0),
  });
}

/** Its networks are told apart no more (H8). */
export function isOver({ status }: Pick<StreamRow, 'status'>): boolean {
  return status === 'CLOSED' || status === 'CANCELLED';
}

export function writeRows(tables: Tables, rows: Rows): void {
  for (const row of rows.streams) {
    tables.streams.set(row.streamId, row);
    if (isOver(row)) tables.networkKeys.delete(row.streamId);
  }
  for (const row of rows.items) tables.items.set(`${row.streamId} ${row.itemNumber}`, row);
  for (const row of rows.stock) tables.stock.set(`${row.streamId} ${row.itemNumber}`, row);
  for (const row of rows.flashes) tables.flashes.set(`${row.streamId} ${row.flashId}`, row);
  for (const row of rows.vouchers) tables.vouchers.set(`${row.streamId} ${row.voucherId}`, row);
  for (const row of rows.orders) tables.orders.set(row.orderId, row);
  for (const row of rows.lines) {
    const lines = tables.lines.get(row.orderId) ?? new Map();
    tables.lines.set(row.orderId, lines.set(row.lineIndex, row));
  }
  for (const row of rows.closedOrders) tables.closedOrders.set(row.orderId, row);
  for (const row of rows.shipments) tables.shipments.set(row.shipmentId, row);
  for (const row of rows.shipmentLines) {
    tables.shipmentLines.set(`${row.shipmentId} ${row.orderId} ${row.lineIndex}`, row);
  }
  for (const row of rows.claims) tables.claims.set(row.claimId, row);
  for (const { textId, untilMs } of rows.textUses) {
    const text = tables.texts.get(textId);
    if (text) tables.texts.set(textId, { ...text, untilMs });
  }
  const keys = new Map(rows.chatTextKeys.map(({ textId, key }) => [textId, key]));
  for (const row of rows.chatTexts) {
    tables.texts.set(row.textId, { ...row, orderId: '', key: keys.get(row.textId) ?? '' });
  }
  for (const row of rows.minutes) {
    const name = `${row.streamId} ${row.minute}`;
    const { adds = 0, placed = 0, paid = 0 } = tables.minutes.get(name) ?? {};
    tables.minutes.set(name, {
      ...row,
      adds: row.adds + adds,
      placed: row.placed + placed,
      paid: row.paid + paid,
    });
  }
  for (const row of rows.adders) {
    tables.adders.set(`${row.streamId} ${row.itemNumber} ${row.buyerId} ${row.channel}`, row);
  }
  for (const row of rows.marks) tables.marks.set(`${row.streamId} ${row.seq} ${row.kind}`, row);
  for (const row of rows.products) tables.products.set(row.productId, row);
  for (const row of rows.ledgerEntries)
    tables.ledgerEntries.set(`${row.streamId} ${row.seq} ${row.entryIndex}`, row);
  for (const row of rows.payables) tables.payables.set(refKey(row), row);
  for (const row of rows.settlementStates)
    tables.settlementStates.set(`${row.streamId} ${row.kind} ${row.id}`, row);
  for (const row of rows.payouts) tables.payouts.set(row.payoutId, row);
  for (const row of rows.payoutLines)
    tables.payoutLines.set(`${row.payoutId} ${refKey({ ...row, streamId: row.lineStreamId })}`, row);
}
