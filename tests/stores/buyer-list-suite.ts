import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BuyerPlace, BuyerQuestion } from '../../server/ports/buyer-question.ts';
import type { OrderFilter } from '../../server/ports/order-question.ts';
import type { OrderRow, Rows } from '../../server/ports/rows.ts';
import { aBatch, aClaim, aHead, anOrder, aStream, EIGHT, idOf, MINUTE } from '../builders/store-rows.ts';
import type { Stores } from './store-suite.ts';

/** Buyers of all streams, after all merges: every store answers the same. */
export function buyerListSuite(open: () => Promise<Stores>): void {
  describe('[A7] buyers of all streams', () => {
    let stores: Stores;
    const yuan = idOf('buyers: yuan');
    const dollars = idOf('buyers: dollars');
    const trial = idOf('buyers: trial');
    const ana = idOf('ana');
    /** The phone and the desk on which Ana ordered before they were merged. */
    const phone = idOf('ana’s phone');
    const desk = idOf('ana’s desk');
    const bo = idOf('bo');
    const cai = idOf('cai');
    const dan = idOf('dan');
    const called = new Map([ana, bo, cai, dan].map((id, n) => [id, ['ana', 'bo', 'cai', 'dan'][n]!]));

    const order = (streamId: string, name: string, minute: number, of: Partial<OrderRow>) =>
      anOrder(streamId, name, {
        number: name,
        placedAtMs: EIGHT + minute * MINUTE,
        totalMinor: 1_000,
        ...of,
      });
    const orders = [
      order(yuan, '1', 1, { buyerId: phone, status: 'COMPLETED', refundedMinor: 300 }),
      order(yuan, '2', 2, { buyerId: desk, status: 'PAID' }),
      order(yuan, '3', 3, { buyerId: ana, status: 'PLACED', paidAtMs: null }),
      order(yuan, '4', 4, { buyerId: bo, status: 'COMPLETED', totalMinor: 5_000 }),
      // At the door, and not there yet: confirmed, and not bought.
      order(yuan, '5', 5, { buyerId: bo, status: 'PAID', payment: 'cash_on_delivery', deliveredAtMs: null }),
      order(yuan, '6', 6, { buyerId: cai, status: 'CANCELLED' }),
    ];
    const abroad = [order(dollars, '7', 7, { buyerId: ana, status: 'PAID', totalMinor: 9_000 })];

    const given = async (streamId: string, rows: Partial<Rows>) => {
      await stores.store.create(aHead(streamId));
      expect(await stores.store.append(aBatch(streamId, 0, { rows }))).toEqual({ kind: 'committed' });
    };

    beforeAll(async () => {
      stores = await open();
      await given(yuan, {
        streams: [aStream(yuan, { slug: 'yuan', currency: 'CNY' })],
        orders,
        claims: [
          aClaim(orders[0]!),
          { ...aClaim(orders[0]!), claimId: idOf('again'), status: 'DECLINED' },
          { ...aClaim(orders[3]!), status: 'ACCEPTED' },
        ],
      });
      await given(dollars, {
        streams: [aStream(dollars, { slug: 'dollars', currency: 'USD' })],
        orders: abroad,
      });
      await given(trial, {
        streams: [aStream(trial, { slug: 'trial', rehearsalOf: yuan })],
        orders: [order(trial, '8', 8, { buyerId: dan }), order(trial, '9', 9, { buyerId: bo })],
      });
      await stores.directory.addAlias(phone, desk, EIGHT);
      await stores.directory.addAlias(desk, ana, EIGHT + 1);
    });
    afterAll(() => stores.close());

    const ranked = async (of: Partial<BuyerQuestion>) =>
      stores.readers.buyersRanked({ sort: 'spent', currency: 'CNY', before: null, limit: 10, ...of });
    const names = async (of: Partial<BuyerQuestion>) =>
      (await ranked(of)).buyers.map(({ buyerId }) => called.get(buyerId) ?? buyerId);

    test('[B2] what guests ordered before they became one buyer is that buyer’s', async () => {
      const { buyers, next } = await ranked({});
      expect(next).toBeNull();
      expect(buyers.find(({ buyerId }) => buyerId === ana)).toEqual({
        ...{ buyerId: ana, orders: 4, bought: 3, unpaid: 1, underway: 2, claims: 1, openClaims: 1 },
        spent: [
          { currency: 'CNY', minor: 1_700 },
          { currency: 'USD', minor: 9_000 },
        ],
        ...{ firstAtMs: EIGHT + MINUTE, lastAtMs: EIGHT + 7 * MINUTE },
      });
      expect(await stores.readers.buyerTotals(ana)).toEqual(buyers.find(({ buyerId }) => buyerId === ana));
      expect(buyers.map(({ buyerId }) => buyerId)).not.toContain(phone);
    });

    test('spent is what was paid and stands: no cash on its way, nothing cancelled', async () => {
      expect(await stores.readers.buyerTotals(bo)).toMatchObject({
        ...{ orders: 2, bought: 1, underway: 1, claims: 1, openClaims: 0 },
        spent: [{ currency: 'CNY', minor: 5_000 }],
      });
      expect(await stores.readers.buyerTotals(cai)).toMatchObject({
        ...{ orders: 1, bought: 0, spent: [{ currency: 'CNY', minor: 0 }] },
      });
    });

    test('a rehearsal makes nobody a buyer', async () => {
      expect(await stores.readers.buyerTotals(dan)).toBeNull();
      expect(await names({})).not.toContain('dan');
    });

    test('by what they spent in a currency, how often, or when last', async () => {
      expect(await names({})).toEqual(['bo', 'ana', 'cai']);
      expect((await names({ currency: 'USD' }))[0]).toBe('ana');
      expect(await names({ sort: 'orders' })).toEqual(['ana', 'bo', 'cai']);
      expect(await names({ sort: 'last' })).toEqual(['ana', 'cai', 'bo']);
    });

    test('page by page none twice and none left out, also of equals', async () => {
      for (const question of [{}, { sort: 'orders' }, { sort: 'last' }, { currency: 'EUR' }] as const) {
        const seen: unknown[] = [];
        for (let before: BuyerPlace | null = null, pages = 0; pages < 5; pages += 1) {
          const { buyers, next } = await ranked({ ...question, before, limit: 1 });
          seen.push(...buyers.map(({ buyerId }) => called.get(buyerId)));
          if (!next) break;
          before = next;
        }
        expect([question, seen]).toEqual([question, await names(question)]);
        expect(seen).toHaveLength(3);
      }
    });

    test('each number of a buyer is exactly the orders that its filter lists', async () => {
      const buyerIds = (await stores.directory.identity(ana)).allIds;
      const listed = async (filter: OrderFilter) => {
        const question = { filter: { buyerIds, ...filter }, before: null, limit: 50 };
        return (await stores.readers.ordersListed(question)).orders.map(({ order }) => order.number);
      };
      expect(await listed({})).toEqual(['7', '3', '2', '1']);
      expect(await listed({ isBought: true })).toEqual(['7', '2', '1']);
      expect(await listed({ status: 'PLACED' })).toEqual(['3']);
      expect(await listed({ status: 'PAID' })).toEqual(['7', '2']);
      expect(await listed({ claim: 'any' })).toEqual(['1']);
      expect(await listed({ claim: 'open' })).toEqual(['1']);
    });
  });
}
