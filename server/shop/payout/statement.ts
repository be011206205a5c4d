import type { LedgerEntry } from '../ledger/entry.ts';
import { addDays, type Day, localDay, mondayOf, startOfDay } from '../ledger/local-day.ts';
import { openMinor, refKey, reservedMinor, type Standing } from './pay-out.ts';

/** A week of statements: from Monday to Monday in the shop's time zone (T5). */
export interface Week {
  monday: Day;
  fromMs: number;
  toMs: number;
}

export function weekOf(day: Day, timeZone: string): Week {
  const monday = mondayOf(day);
  return {
    monday,
    fromMs: startOfDay(monday, timeZone),
    toMs: startOfDay(addDays(monday, 7), timeZone),
  };
}

export function weekAt(atMs: number, timeZone: string): Week {
  return weekOf(localDay(atMs, timeZone), timeZone);
}

/** Which entry of the ledger: log, place of the fact, place among its entries. */
export type EntryName = Pick<LedgerEntry, 'streamId' | 'seq' | 'entryIndex'>;

/** One line of goods on a statement. Below 0: a refund after the line stood on a statement or was paid out (M3). */
export interface StatementLine {
  orderId: string;
  lineIndex: number;
  deliverySeq: number;
  streamId: string;
  atMs: number;
  baseMinor: number;
  feeMinor: number;
  shareMinor: number;
  entries: EntryName[];
}

/** opening + lines − fees ± adjustments − payouts = closing (M4); minor units, above 0 is owed to the producer. */
export interface Statement {
  openingMinor: number;
  lines: StatementLine[];
  adjustments: (EntryName & { atMs: number; amountMinor: number; reason: string })[];
  payouts: (EntryName & { atMs: number; amountMinor: number; payoutId: string })[];
  /** Sums of the lines. */
  baseMinor: number;
  feeMinor: number;
  adjustedMinor: number;
  paidMinor: number;
  closingMinor: number;
}

/**
 * A producer's statement out of the entries of their account in one week, in the order of time.
 * @param openingMinor what was owed when the week began
 * @param paidAtMs when a payable was first paid out, or null
 */
export function statementOf(
  openingMinor: number,
  entries: readonly LedgerEntry[],
  paidAtMs: (ref: string) => number | null,
): Statement {
  const lines: StatementLine[] = [];
  const delivered = new Map<string, StatementLine>();
  const adjustments: Statement['adjustments'] = [];
  const payouts: Statement['payouts'] = [];
  for (const entry of entries) {
    const { streamId, seq, entryIndex, atMs, note } = entry;
    const name: EntryName = { streamId, seq, entryIndex };
    if (entry.what === 'payout_made') {
      payouts.push({ ...name, atMs, amountMinor: entry.amountMinor, payoutId: note ?? '' });
      continue;
    }
    if (entry.what === 'settlement_adjusted') {
      adjustments.push({ ...name, atMs, amountMinor: -entry.amountMinor, reason: note ?? '' });
      continue;
    }
    const line = lineOf(entry);
    const ref = refKey(line);
    const known = delivered.get(ref);
    const paidFirst = paidAtMs(ref) ?? Number.POSITIVE_INFINITY;
    if (known && atMs < paidFirst) {
      // Before payout a refund makes the line smaller (M3).
      known.baseMinor += line.baseMinor;
      known.feeMinor += line.feeMinor;
      known.shareMinor += line.shareMinor;
      known.entries.push(name);
      continue;
    }
    if (entry.what === 'shipment_delivered') delivered.set(ref, line);
    lines.push(line);
  }
  const sum = (amounts: number[]) => amounts.reduce((total, minor) => total + minor, 0);
  const baseMinor = sum(lines.map((line) => line.baseMinor));
  const feeMinor = sum(lines.map((line) => line.feeMinor));
  const adjustedMinor = sum(adjustments.map(({ amountMinor }) => amountMinor));
  const paidMinor = sum(payouts.map(({ amountMinor }) => amountMinor));
  const closingMinor = openingMinor + baseMinor - feeMinor + adjustedMinor - paidMinor;
  return {
    openingMinor,
    lines,
    adjustments,
    payouts,
    baseMinor,
    feeMinor,
    adjustedMinor,
    paidMinor,
    closingMinor,
  };
}

function lineOf(entry: LedgerEntry): StatementLine {
  const shareMinor = -entry.amountMinor;
  const baseMinor = entry.baseMinor ?? shareMinor;
  const { streamId, seq, entryIndex, atMs } = entry;
  return {
    streamId,
    orderId: entry.orderId ?? '',
    lineIndex: entry.lineIndex ?? 0,
    deliverySeq: entry.deliverySeq ?? 0,
    atMs,
    baseMinor,
    feeMinor: baseMinor - shareMinor,
    shareMinor,
    entries: [{ streamId, seq, entryIndex }],
  };
}

/** How the promise is kept: lines that were due, those of them paid in time, and what is late. */
export interface KeptPromises {
  due: number;
  onTime: number;
  paidLate: number;
  overdue: number;
  paused: number;
}

/**
 * Whether a payable counts as kept, late or open at an instant; null: nothing was to be paid by then (M2). What is kept in
 * reserve is not to be paid before its own day (M7); from then on it is overdue until somebody pays it.
 */
export function promiseOf(
  standing: Standing,
  nowMs: number,
): 'on_time' | 'paid_late' | 'overdue' | 'paused' | null {
  const { shareMinor, reversedShareMinor, paidMinor, paidAtMs, dueUntilMs, isPaused } = standing;
  const owedMinor = shareMinor - reversedShareMinor;
  const laterMinor = standing.reservedUntilMs > nowMs ? standing.reservedMinor : 0;
  if (paidAtMs !== null && paidMinor >= owedMinor - laterMinor) {
    return paidAtMs < dueUntilMs ? 'on_time' : 'paid_late';
  }
  if (owedMinor <= 0) return null;
  if (isPaused) return 'paused';
  return dueUntilMs <= nowMs ? 'overdue' : null;
}

/** The promise over many payables. */
export function promiseSum(standings: Iterable<Standing>, nowMs: number): KeptPromises {
  const sum: KeptPromises = { due: 0, onTime: 0, paidLate: 0, overdue: 0, paused: 0 };
  for (const standing of standings) {
    const what = promiseOf(standing, nowMs);
    if (what === null) continue;
    if (what === 'paused') {
      sum.paused += 1;
      continue;
    }
    sum.due += 1;
    if (what === 'on_time') sum.onTime += 1;
    else if (what === 'paid_late') sum.paidLate += 1;
    else sum.overdue += 1;
  }
  return sum;
}

/** Of what is open of many payables, what a payout of now would not pay (M2, M3, M7). */
export function keptBackSum(standings: Iterable<Standing>, nowMs: number) {
  const sum = { notDueMinor: 0, pausedMinor: 0, takenBackMinor: 0, reservedMinor: 0 };
  for (const standing of standings) {
    const open = openMinor(standing);
    const what = promiseOf(standing, nowMs);
    if (open < 0) sum.takenBackMinor += open;
    else if (what === 'paused') sum.pausedMinor += open;
    else {
      const laterMinor = reservedMinor(standing, nowMs);
      sum.reservedMinor += laterMinor;
      if (what === null) sum.notDueMinor += open - laterMinor;
    }
  }
  return sum;
}
