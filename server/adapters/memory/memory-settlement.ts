import { noRows, type PayableRow, type PayoutLineRow } from '../../ports/rows.ts';
import {
  type AccountEntry,
  type GivenByHand,
  MAX_SETTLEMENT_ROWS,
  type OwedByHand,
  SETTLEMENT,
  type SettlementStore,
  type ShownStanding,
} from '../../ports/settlement.ts';
import { accounts } from '../../shop/ledger/accounts.ts';
import { nextDueMs, openMinor, refKey, type Standing } from '../../shop/payout/pay-out.ts';
import { SHOP } from '../../shop/payout/post.ts';
import { keptBackSum, promiseOf, promiseSum } from '../../shop/payout/statement.ts';
import { writeRows } from './memory-store.ts';
import type { Tables } from './tables.ts';

/** The settlement's tables in maps. */
export function memorySettlement(tables: Tables): SettlementStore {
  /** Lines of payouts by what they pay, gathered once for a question. */
  const paidLines = () => {
    const lines = new Map<string, PayoutLineRow[]>();
    for (const line of tables.payoutLines.values()) {
      const ref = refKey({ ...line, streamId: line.lineStreamId });
      lines.set(ref, [...(lines.get(ref) ?? []), line]);
    }
    return lines;
  };
  const paidOf = (payable: PayableRow, lines: ReturnType<typeof paidLines>): Standing => {
    const paid = lines.get(refKey(payable)) ?? [];
    return {
      ...payable,
      paidMinor: paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      paidAtMs: paid.length === 0 ? null : Math.min(...paid.map(({ atMs }) => atMs)),
    };
  };
  const shown = (payable: PayableRow, lines: ReturnType<typeof paidLines>): ShownStanding => {
    const { name = '', nameEn = '' } = tables.items.get(`${payable.streamId} ${payable.itemNumber}`) ?? {};
    const slug = tables.streams.get(payable.streamId)?.slug ?? '';
    return { ...paidOf(payable, lines), name, nameEn, slug };
  };
  const entries = () => [...tables.ledgerEntries.values()];

  return {
    async states(streamId, kind, ids) {
      return ids.flatMap((id) => tables.settlementStates.get(`${streamId} ${kind} ${id}`) ?? []);
    },
    async placed(streamId, orderIds) {
      const facts = tables.logs.get(streamId)?.facts ?? [];
      return orderIds.flatMap((orderId) => {
        const order = tables.orders.get(orderId);
        return order?.streamId === streamId ? (facts[order.seq - 1] ?? []) : [];
      });
    },
    async write(streamId, from, to, rows) {
      const name = `${SETTLEMENT} ${streamId}`;
      if ((tables.cursors.get(name) ?? 0) !== from) return false;
      tables.cursors.set(name, to);
      writeRows(tables, { ...noRows(), ...rows });
      return true;
    },
    async behind(limit) {
      return [...tables.logs.values()]
        .filter(({ head }) => head.kind === 'stream')
        .filter(({ head }) => head.seq > (tables.cursors.get(`${SETTLEMENT} ${head.logId}`) ?? 0))
        .sort((a, b) => b.head.atMs - a.head.atMs)
        .slice(0, limit)
        .map(({ head }) => head.logId);
    },
    async standings({ producerId, currency, open, limit }) {
      const lines = paidLines();
      return [...tables.payables.values()]
        .filter((each) => producerId === undefined || each.producerId === producerId)
        .filter((each) => currency === undefined || each.currency === currency)
        .map((each) => shown(each, lines))
        .filter((each) => !open || openMinor(each) !== 0)
        .sort((a, b) => nextDueMs(a) - nextDueMs(b) || (refKey(a) < refKey(b) ? -1 : 1))
        .slice(0, Math.min(limit, MAX_SETTLEMENT_ROWS));
    },
    async account(producerId, currency, fromMs, toMs) {
      const lines = paidLines();
      return entries()
        .filter((entry) => entry.producerId === producerId && entry.currency === currency)
        .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
        .sort(
          (a, b) =>
            a.atMs - b.atMs ||
            (a.streamId < b.streamId ? -1 : a.streamId > b.streamId ? 1 : 0) ||
            a.seq - b.seq ||
            a.entryIndex - b.entryIndex,
        )
        .slice(0, MAX_SETTLEMENT_ROWS)
        .map((entry): AccountEntry => {
          const { streamId, orderId, lineIndex, deliverySeq } = entry;
          const payable =
            orderId !== null && lineIndex !== null && deliverySeq !== null
              ? tables.payables.get(refKey({ streamId, orderId, lineIndex, deliverySeq }))
              : undefined;
          const known = payable && shown(payable, lines);
          return {
            ...entry,
            number: known?.number ?? null,
            name: known ? known.name || null : null,
            nameEn: known?.name ? known.nameEn : null,
            units: known?.units ?? null,
            deliveredAtMs: known?.deliveredAtMs ?? null,
            dueUntilMs: known?.dueUntilMs ?? null,
            reservedMinor: known?.reservedMinor ?? null,
            reservedUntilMs: known?.reservedUntilMs ?? null,
            paidAtMs: known?.paidAtMs ?? null,
          };
        });
    },
    async owedBefore(producerId, currency, beforeMs) {
      return entries()
        .filter((entry) => entry.producerId === producerId && entry.currency === currency)
        .filter(({ atMs }) => atMs < beforeMs)
        .reduce((sum, { amountMinor }) => sum - amountMinor, 0);
    },
    async trialBalance() {
      const sums = new Map<string, { account: string; currency: string; amountMinor: number }>();
      for (const { account, currency, amountMinor } of entries()) {
        const key = `${currency} ${account}`;
        const sum = sums.get(key) ?? { account, currency, amountMinor: 0 };
        sum.amountMinor += amountMinor;
        sums.set(key, sum);
      }
      return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
    },
    async promises(nowMs) {
      const groups = new Map<string, Standing[]>();
      const lines = paidLines();
      for (const payable of tables.payables.values()) {
        const key = `${payable.producerId} ${payable.currency}`;
        groups.set(key, [...(groups.get(key) ?? []), paidOf(payable, lines)]);
      }
      return [...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, standings]) => ({
          producerId: standings[0]!.producerId,
          currency: standings[0]!.currency,
          openMinor: standings.reduce((sum, each) => sum + openMinor(each), 0),
          ...keptBackSum(standings, nowMs),
          ...promiseSum(standings, nowMs),
        }));
    },
    async toPack(producerId, sinceMs) {
      const found = new Map<
        string,
        { nameEn: string; units: number; orders: Set<string>; shipBy: string | null }
      >();
      for (const line of [...tables.lines.values()].flatMap((lines) => [...lines.values()])) {
        const stream = tables.streams.get(line.streamId);
        const isOurs = line.producerId === producerId && tables.orders.get(line.orderId)?.status === 'PAID';
        if (!isOurs || !stream || stream.rehearsalOf !== null || stream.scheduledAtMs < sinceMs) continue;
        const packed = [...tables.shipmentLines.values()]
          .filter((each) => each.orderId === line.orderId && each.lineIndex === line.lineIndex)
          .reduce((sum, each) => sum + each.units, 0);
        const units = line.units - line.cancelledUnits - line.withdrawnUnits - packed;
        if (units <= 0) continue;
        const { name = '', nameEn = '' } = tables.items.get(`${line.streamId} ${line.itemNumber}`) ?? {};
        const known = found.get(name) ?? { nameEn: '', units: 0, orders: new Set<string>(), shipBy: null };
        known.units += units;
        if (line.shipBy !== null && (known.shipBy === null || line.shipBy < known.shipBy))
          known.shipBy = line.shipBy;
        if (nameEn > known.nameEn) known.nameEn = nameEn;
        found.set(name, { ...known, orders: known.orders.add(line.orderId) });
      }
      return [...found]
        .map(([name, { nameEn, units, orders, shipBy }]) => ({
          name,
          nameEn,
          units,
          orders: orders.size,
          shipBy,
        }))
        .sort((a, b) => b.units - a.units || (a.name < b.name ? -1 : 1));
    },
    async owedByHand(limit) {
      const owed = new Map<string, OwedByHand>();
      for (const { account, orderId, currency, amountMinor, atMs } of [...entries()].sort(
        (a, b) => a.atMs - b.atMs,
      )) {
        const order = orderId === null ? undefined : tables.orders.get(orderId);
        if (account !== accounts.refundsPayable || order?.payment !== 'cash_on_delivery') continue;
        const { streamId, number, buyerId, addressId } = order;
        const none = {
          streamId,
          orderId: order.orderId,
          number,
          buyerId,
          addressId,
          currency,
          owedMinor: 0,
          sinceMs: atMs,
        };
        const known = owed.get(order.orderId) ?? none;
        // Who was given everything back once has waited only since then.
        if (known.owedMinor <= 0) known.sinceMs = atMs;
        known.owedMinor -= amountMinor;
        owed.set(order.orderId, known);
      }
      return [...owed.values()]
        .filter(({ owedMinor }) => owedMinor > 0)
        .sort((a, b) => a.sinceMs - b.sinceMs || (a.orderId < b.orderId ? -1 : 1))
        .slice(0, limit);
    },
    async givenByHand(orderIds) {
      const given = new Map<string, GivenByHand>();
      for (const { streamId, account, orderId, amountMinor, atMs } of entries()) {
        if (streamId !== SHOP || account !== accounts.refundsPayable) continue;
        if (orderId === null || !orderIds.includes(orderId)) continue;
        const { minor = 0, lastAtMs = 0 } = given.get(orderId) ?? {};
        given.set(orderId, { orderId, minor: minor + amountMinor, lastAtMs: Math.max(lastAtMs, atMs) });
      }
      return [...given.values()];
    },
    async payouts({ producerId, limit }) {
      return [...tables.payouts.values()]
        .filter((payout) => producerId === undefined || payout.producerId === producerId)
        .sort((a, b) => b.atMs - a.atMs || (a.payoutId < b.payoutId ? 1 : -1))
        .slice(0, Math.min(limit, MAX_SETTLEMENT_ROWS));
    },
    async payout(payoutId) {
      const payout = tables.payouts.get(payoutId);
      if (!payout) return null;
      const paid = paidLines();
      const lines = [...tables.payoutLines.values()]
        .filter((line) => line.payoutId === payoutId)
        .flatMap(({ lineStreamId: streamId, orderId, lineIndex, deliverySeq, amountMinor }) => {
          const ref = { streamId, orderId, lineIndex, deliverySeq };
          const payable = tables.payables.get(refKey(ref));
          if (!payable) return [];
          const { number, name, nameEn, units, dueUntilMs } = shown(payable, paid);
          return [{ ...ref, amountMinor, number, name, nameEn, units, dueUntilMs }];
        })
        .sort((a, b) => a.dueUntilMs - b.dueUntilMs || (refKey(a) < refKey(b) ? -1 : 1))
        .slice(0, MAX_SETTLEMENT_ROWS);
      return { payout, lines };
    },
    async latePayouts(payoutIds) {
      const lines = paidLines();
      const late = new Map<string, number>();
      for (const payable of tables.payables.values()) {
        const standing = paidOf(payable, lines);
        if (promiseOf(standing, 0) !== 'paid_late') continue;
        for (const { payoutId, atMs } of lines.get(refKey(payable)) ?? []) {
          if (atMs === standing.paidAtMs) late.set(payoutId, (late.get(payoutId) ?? 0) + 1);
        }
      }
      return payoutIds.flatMap((payoutId) => {
        const count = late.get(payoutId);
        return count === undefined ? [] : [{ payoutId, lines: count }];
      });
    },
  };
}
