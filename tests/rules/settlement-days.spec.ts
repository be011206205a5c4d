import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../server/shop/ledger/entry.ts';
import { openMinor, refKey } from '../../server/shop/payout/pay-out.ts';
import { promiseSum, type Statement, statementOf, weekAt } from '../../server/shop/payout/statement.ts';
import { PRODUCERS, Quarter, ZONE } from '../builders/quarter.ts';
import type { SettledShop } from '../builders/settlement.ts';

const DAYS = 90;

/** A producer's weeks, from the first entry to the last. */
function statementsOf(shop: SettledShop, producerId: string): Statement[] {
  const account = shop.entries.filter((entry) => entry.producerId === producerId);
  const paidAt = new Map(shop.standings(producerId).map((each) => [refKey(each), each.paidAtMs]));
  const statements: Statement[] = [];
  let week = weekAt(account[0]!.atMs, ZONE);
  let openingMinor = 0;
  while (week.fromMs <= account.at(-1)!.atMs) {
    const inWeek = account.filter(({ atMs }) => atMs >= week.fromMs && atMs < week.toMs);
    const statement = statementOf(openingMinor, inWeek, (ref) => paidAt.get(ref) ?? null);
    statements.push(statement);
    openingMinor = statement.closingMinor;
    week = weekAt(week.toMs, ZONE);
  }
  return statements;
}

test.each([1, 2, 3])(
  '[M5] ninety days with refunds, claims, late parcels, cash and payouts (seed %i)',
  (seed) => {
    const quarter = new Quarter(seed);
    const { shop } = quarter;
    let checked = 0;
    let running = 0;
    quarter.days(DAYS, () => {
      // After every fact: its own entries sum to nothing, and so does all before it.
      let fact = '';
      for (const { streamId, seq, amountMinor } of shop.entries.slice(checked)) {
        if (fact !== `${streamId} ${seq}` && running !== 0) throw new Error(`${fact} is off by ${running}`);
        fact = `${streamId} ${seq}`;
        running += amountMinor;
      }
      if (running !== 0) throw new Error(`${fact} is off by ${running}`);
      checked = shop.entries.length;
      // Nobody who paid at the door is given more than they are owed, at any hour.
      quarter.looksOver();
      for (const [orderId, owedMinor] of quarter.owedByHand) {
        if (owedMinor < 0) throw new Error(`${orderId} got ${-owedMinor} too much by hand`);
      }
    });
    expect(quarter.orders.length).toBeGreaterThan(500);
    const seen = new Set(shop.entries.map(({ what }) => what));
    expect([...seen].sort()).toEqual(
      expect.arrayContaining([
        ...[
          'bank_booked',
          'claim_decided',
          'line_unfilled',
          'order_cancelled',
          'order_paid',
          'order_refunded',
        ],
        ...['payout_made', 'settlement_adjusted', 'shipment_delivered', 'shipment_lost', 'shipment_returned'],
      ]),
    );
    // What was given back by hand left the bank under the order that it is about, each once.
    const byHand = shop.entries.filter(({ what, account, orderId }) => {
      return what === 'bank_booked' && account === 'refunds_payable' && orderId !== null;
    });
    expect(quarter.given.length).toBeGreaterThan(20);
    expect(quarter.refusedByHand).toBeGreaterThan(5);
    expect(byHand.map(({ orderId, amountMinor }) => ({ orderId, amountMinor }))).toEqual(quarter.given);
    const stillOwed = quarter.looksOver().reduce((sum, [, owedMinor]) => sum + owedMinor, 0);
    expect(stillOwed).toBeLessThanOrEqual(-shop.balance('refunds_payable'));
    expect(shop.trialBalance()).toBe(0);
    // What lies in escrow is what open orders still wait for, and nothing else.
    const held = [...shop.book.orders.values()].reduce((sum, { heldMinor }) => sum + heldMinor, 0);
    expect(shop.balance('escrow')).toBe(held === 0 ? 0 : -held);

    for (const producerId of PRODUCERS) {
      const statements = statementsOf(shop, producerId);
      // [M4] Statements chain, and the last one ends where the ledger stands.
      expect(statements.at(-1)!.closingMinor).toBe(-shop.balance(`producer_payable:${producerId}`));
      // [M4] Every entry of the account lands in exactly one statement, under one line.
      const names = statements.flatMap(({ lines, adjustments, payouts }) => [
        ...lines.flatMap(({ entries }) => entries),
        ...adjustments,
        ...payouts,
      ]);
      const ids = names.map(nameOf);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.sort()).toEqual(
        shop.entries
          .filter((entry) => entry.producerId === producerId)
          .map(nameOf)
          .sort(),
      );
      // [M3] Something was refunded after it was paid out, and stands below 0.
      expect(statements.some(({ lines }) => lines.some(({ shareMinor }) => shareMinor < 0))).toBe(true);
      // What is open of the payables is what the account says.
      const standings = shop.standings(producerId);
      expect(standings.reduce((sum, each) => sum + openMinor(each), 0)).toBe(statements.at(-1)!.closingMinor);
      const promise = promiseSum(standings, shop.nowMs);
      expect(promise.due).toBe(promise.onTime + promise.paidLate + promise.overdue);
      expect(promise.onTime / promise.due).toBeGreaterThan(0.5);
      expect(promise.paidLate).toBeGreaterThan(0);
    }
  },
);

function nameOf({ streamId, seq, entryIndex }: Pick<LedgerEntry, 'streamId' | 'seq' | 'entryIndex'>): string {
  return `${streamId} ${seq} ${entryIndex}`;
}
