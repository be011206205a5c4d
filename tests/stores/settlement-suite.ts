import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApplicationDeps } from '../../server/application/deps.ts';
import { storedFact, ZERO_HASH } from '../../server/event-log/commit/hash-chain.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { noRows, type Rows } from '../../server/ports/rows.ts';
import { SETTLEMENT, type SettlementStore } from '../../server/ports/settlement.ts';
import type { PaidLine } from '../../server/shop/payout/facts.ts';
import { nextDueMs, openMinor, refKey, reservedMinor } from '../../server/shop/payout/pay-out.ts';
import {
  keptBackSum,
  promiseOf,
  promiseSum,
  statementOf,
  weekAt,
} from '../../server/shop/payout/statement.ts';
import { SHOP_LOG, shopRules } from '../../server/shop/shop.ts';
import { emptyShop } from '../../server/shop/state.ts';
import { settlementFollower } from '../../server/subscribers/settlement/follow.ts';
import { PRODUCERS, Quarter, WITH_RESERVE, ZONE } from '../builders/quarter.ts';
import type { SettledShop } from '../builders/settlement.ts';
import { aBatch, aHead, anOrder, aStream, HISTORY } from '../builders/store-rows.ts';
import type { Stores } from './store-suite.ts';

const PAGE = 150;

/** The ledger's tables against a quarter that was booked in memory: the same everywhere, to the fen. */
export function settlementSuite(open: () => Promise<Stores & { settlement: SettlementStore }>): void {
  describe('the ledger', () => {
    let stores: Stores & { settlement: SettlementStore };
    let shop: SettledShop;
    let follow: (from: number, to: number) => Promise<void>;
    const streamId = 'stream';

    beforeAll(async () => {
      stores = await open();
      shop = new Quarter(5).days(36).shop;
      await writeLogs(stores, shop);
      const deps = {
        store: stores.store,
        readers: stores.readers,
        engines: { shop: { read: async (look: (state: unknown) => unknown) => look(emptyShop()) } },
      } as unknown as ApplicationDeps;
      const follower = settlementFollower(deps, stores.settlement);
      follow = async (from, to) => {
        const facts = shop.log.filter(({ seq }) => seq > from && seq <= to);
        const wanted = facts.filter(({ fact }) => (follower.types as string[]).includes(fact.type));
        await follower.handlePage?.(
          streamId,
          wanted.map(({ fact, seq, atMs }) => ({ fact: fact as StreamFact, stamp: { seq, atMs } })),
        );
      };
      expect(await stores.settlement.behind(10)).toEqual([streamId]);
      for (let seq = 0; seq < shop.log.length; seq += PAGE) await follow(seq, seq + PAGE);
    }, 120_000);
    afterAll(() => stores.close());

    test('[M5] the trial balance is 0, and each account is what the facts say', async () => {
      const balances = await stores.settlement.trialBalance();
      expect(balances.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
      expect(balances.length).toBeGreaterThan(8);
      for (const { account, currency, amountMinor } of balances) {
        expect([account, currency, amountMinor]).toEqual([account, 'CNY', shop.balance(account)]);
      }
    });

    test('[INV18] payables, and what was paid of them, are those of the fold', async () => {
      for (const producerId of PRODUCERS) {
        const found = await stores.settlement.standings({ producerId, open: false, limit: 20_000 });
        const plain = found.map(({ name: _name, nameEn: _nameEn, slug: _slug, ...standing }) => standing);
        const byRef = (a: (typeof plain)[number], b: (typeof plain)[number]) =>
          refKey(a) < refKey(b) ? -1 : 1;
        expect(plain.sort(byRef)).toEqual(shop.standings(producerId).sort(byRef));
        const open = await stores.settlement.standings({
          producerId,
          currency: 'CNY',
          open: true,
          limit: 20_000,
        });
        expect(open.length).toBe(plain.filter((each) => openMinor(each) !== 0).length);
        expect(
          await stores.settlement.standings({ producerId, currency: 'EUR', open: false, limit: 9 }),
        ).toEqual([]);
      }
      const owed = await stores.settlement.standings({ open: true, limit: 3 });
      expect(owed).toHaveLength(3);
    });

    test('[M4] statements out of the tables chain to what is owed now', async () => {
      for (const producerId of PRODUCERS) {
        let week = weekAt(shop.entries[0]!.atMs, ZONE);
        let closing = 0;
        while (week.fromMs <= shop.nowMs) {
          const entries = await stores.settlement.account(producerId, 'CNY', week.fromMs, week.toMs);
          const opening = await stores.settlement.owedBefore(producerId, 'CNY', week.fromMs);
          expect(opening).toBe(closing);
          const paidAt = new Map(
            entries.map((each) => [
              refKey({
                ...each,
                orderId: each.orderId!,
                lineIndex: each.lineIndex!,
                deliverySeq: each.deliverySeq!,
              }),
              each.paidAtMs,
            ]),
          );
          const statement = statementOf(opening, entries, (ref) => paidAt.get(ref) ?? null);
          closing = statement.closingMinor;
          week = weekAt(week.toMs, ZONE);
        }
        expect(closing).toBe(-shop.balance(`producer_payable:${producerId}`));
        expect(closing).not.toBe(0);
      }
    });

    test('[M2] the promise is counted alike by SQL and by the rule', async () => {
      const promises = await stores.settlement.promises(shop.nowMs);
      expect(promises.map(({ producerId }) => producerId)).toEqual(PRODUCERS);
      for (const why of ['notDueMinor', 'pausedMinor', 'reservedMinor', 'takenBackMinor'] as const) {
        expect([why, promises.some((each) => each[why] !== 0)]).toEqual([why, true]);
      }
      for (const { producerId, currency, openMinor: owed, ...kept } of promises) {
        expect(currency).toBe('CNY');
        const standings = shop.standings(producerId);
        expect(kept).toEqual({ ...keptBackSum(standings, shop.nowMs), ...promiseSum(standings, shop.nowMs) });
        expect(owed).toBe(standings.reduce((sum, each) => sum + openMinor(each), 0));
        // The rest is due: what is overdue, line by line.
        const overdue = standings.filter((each) => promiseOf(each, shop.nowMs) === 'overdue');
        const { notDueMinor, pausedMinor, reservedMinor: laterMinor, takenBackMinor } = kept;
        expect(owed - notDueMinor - pausedMinor - laterMinor - takenBackMinor).toBe(
          overdue.reduce((sum, each) => sum + openMinor(each) - reservedMinor(each, shop.nowMs), 0),
        );
      }
    });

    test('[M7] what is due next comes first: what waits for its reserve keeps nothing due out of a list', async () => {
      const open = await stores.settlement.standings({ producerId: WITH_RESERVE, open: true, limit: 20_000 });
      const due = open.map(nextDueMs);
      expect(due).toEqual(due.toSorted((a, b) => a - b));
      const waiting = open.filter((each) => nextDueMs(each) > each.dueUntilMs);
      expect(waiting.length).toBeGreaterThan(0);
      // By the days of the lines themselves they would stand before what is due now.
      expect(
        open.some((each) => nextDueMs(each) === each.dueUntilMs && each.dueUntilMs > waiting[0]!.dueUntilMs),
      ).toBe(true);
    });

    test('[M5] buyers who paid cash and are owed something are listed, whoever waits longest first', async () => {
      const owed = new Map<string, { minor: number; sinceMs: number }>();
      const entries = shop.entries.filter(
        ({ account, orderId }) =>
          account === 'refunds_payable' && shop.book.orders.get(orderId ?? '')?.isCash,
      );
      let anew = 0;
      for (const { orderId, amountMinor, atMs } of entries.sort((a, b) => a.atMs - b.atMs)) {
        const known = owed.get(orderId!) ?? { minor: 0, sinceMs: atMs };
        // What is booked at one moment counts as one.
        const isAnew = known.minor <= 0 && known.sinceMs < atMs;
        if (isAnew) anew += 1;
        owed.set(orderId!, { minor: known.minor - amountMinor, sinceMs: isAnew ? atMs : known.sinceMs });
      }
      expect(anew).toBeGreaterThan(0);
      const wanted = [...owed]
        .filter(([, { minor }]) => minor > 0)
        .sort(([a, one], [b, other]) => one.sinceMs - other.sinceMs || (a < b ? -1 : 1))
        .map(([orderId, { minor, sinceMs }]) => ({ orderId, owedMinor: minor, sinceMs, currency: 'CNY' }));
      expect(wanted.length).toBeGreaterThan(2);
      expect(await stores.settlement.owedByHand(1_000)).toMatchObject(wanted);
      expect(await stores.settlement.owedByHand(2)).toMatchObject(wanted.slice(0, 2));
    });

    test('[M5] what the shop gave back by hand is found by its order, with the day of the last of it', async () => {
      const entries = shop.entries.filter(
        ({ streamId: log, account, orderId }) =>
          log === SHOP_LOG && account === 'refunds_payable' && orderId !== null,
      );
      const wanted = new Map<string, { orderId: string; minor: number; lastAtMs: number }>();
      for (const { orderId, amountMinor, atMs } of entries) {
        const { minor = 0 } = wanted.get(orderId!) ?? {};
        wanted.set(orderId!, { orderId: orderId!, minor: minor + amountMinor, lastAtMs: atMs });
      }
      expect(wanted.size).toBeGreaterThan(2);
      const asked = [...wanted.keys(), 'an order of nothing'];
      const given = await stores.settlement.givenByHand(asked);
      expect(given.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1))).toEqual(
        [...wanted.values()].toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1)),
      );
      expect(await stores.settlement.givenByHand([])).toEqual([]);
    });

    test('payouts are listed newest first', async () => {
      const payouts = await stores.settlement.payouts({ limit: 1_000 });
      expect(payouts.length).toBe(shop.shopLog.filter(({ fact }) => fact.type === 'payout_made').length);
      expect(payouts[0]!.atMs).toBeGreaterThan(payouts.at(-1)!.atMs);
      const own = await stores.settlement.payouts({ producerId: 'P1', limit: 1 });
      expect(own).toEqual([payouts.find(({ producerId }) => producerId === 'P1')]);
    });

    test('[M4] a payout is read with the lines of its fact, and one that is none is not there', async () => {
      for (const { fact } of shop.shopLog) {
        if (fact.type !== 'payout_made') continue;
        const { payoutId, amountMinor, lines } = fact;
        const read = await stores.settlement.payout(payoutId);
        expect(read?.payout).toMatchObject({ payoutId, amountMinor });
        const refs = (each: readonly PaidLine[]) =>
          each.map((line) => `${refKey(line)} ${line.amountMinor}`).toSorted();
        expect(refs(read!.lines)).toEqual(refs(lines));
        const due = read!.lines.map(({ dueUntilMs }) => dueUntilMs);
        expect(due).toEqual(due.toSorted((a, b) => a - b));
      }
      expect(await stores.settlement.payout('no payout')).toBeNull();
    });

    test('[M2] a payout says how many lines it paid late, and together they are what the promise counts', async () => {
      const payouts = await stores.settlement.payouts({ limit: 1_000 });
      const late = await stores.settlement.latePayouts(payouts.map(({ payoutId }) => payoutId));
      const promises = await stores.settlement.promises(shop.nowMs);
      const counted = promises.reduce((sum, { paidLate }) => sum + paidLate, 0);
      expect(counted).toBeGreaterThan(0);
      expect(late.reduce((sum, { lines }) => sum + lines, 0)).toBe(counted);
      const [first] = late;
      expect(await stores.settlement.latePayouts([first!.payoutId])).toEqual([first]);
      const inTime = payouts.find(({ payoutId }) => !late.some((each) => each.payoutId === payoutId));
      expect(inTime).toBeDefined();
      expect(await stores.settlement.latePayouts([inTime!.payoutId])).toEqual([]);
      expect(await stores.settlement.latePayouts([])).toEqual([]);
    });

    test('[INV18] a page that comes twice changes nothing', async () => {
      const before = await stores.settlement.trialBalance();
      await follow(0, 400);
      const from = await stores.store.cursor(SETTLEMENT, streamId);
      const rows = { ledgerEntries: [], payables: [], settlementStates: [] };
      expect(await stores.settlement.write(streamId, from - 1, from + 5, rows)).toBe(false);
      expect(await stores.settlement.trialBalance()).toEqual(before);
      expect(await stores.store.cursor(SETTLEMENT, streamId)).toBe(from);
    });
  });
}

/** The two logs as a market writes them: facts, and the rows that the settlement looks things up in. */
async function writeLogs({ store }: Stores, shop: SettledShop): Promise<void> {
  const { log, shopLog, book } = shop;
  await store.create(aHead(book.streamId));
  await store.create(aHead('shop', { kind: 'shop' }));
  const write = async (
    logId: string,
    facts: typeof log | typeof shopLog,
    rowsOf: (part: never) => Partial<Rows>,
  ) => {
    let hash = ZERO_HASH;
    for (let from = 0; from < facts.length; from += 500) {
      const part = facts.slice(from, from + 500);
      const stored = part.map(({ fact, seq, atMs }) => {
        const next = storedFact({ logId, history: HISTORY }, hash, fact, { seq, atMs });
        hash = next.hash;
        return next;
      });
      const batch = aBatch(logId, from, {
        facts: stored.length,
        rows: { ...noRows(), ...rowsOf(part as never) },
      });
      expect(await store.append({ ...batch, facts: stored, hash })).toEqual({ kind: 'committed' });
    }
  };
  await write(book.streamId, log, (part: typeof log) => ({
    streams: [aStream(book.streamId, { hostId: 'host', currency: 'CNY' })],
    orders: part.flatMap(({ fact, seq }) =>
      fact.type === 'order_placed'
        ? [
            anOrder(book.streamId, fact.orderId, {
              ...{ orderId: fact.orderId, seq },
              payment: book.orders.get(fact.orderId)?.isCash ? 'cash_on_delivery' : 'sandbox',
            }),
          ]
        : [],
    ),
  }));
  await write('shop', shopLog, (part: typeof shopLog) => {
    const state = shopRules.empty('shop');
    const changeSet = shopRules.gather(state);
    for (const { fact, seq, atMs } of part) changeSet.note(state, fact, { seq, atMs });
    return changeSet.effects(state, []).rows;
  });
}
