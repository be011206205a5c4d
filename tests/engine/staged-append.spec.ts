import { expect, test } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { cancelOrder } from '../../server/market/order/cancel.ts';
import type { MarketBatch, MarketPart } from '../../server/ports/rows.ts';
import { buyerId, codeOf, Stall } from '../builders/engine-stall.ts';

/** A stall whose store takes parts, and what it was handed: parts, and that they are dropped. */
async function stallThatTakesParts(): Promise<{ stall: Stall; handed: (MarketPart | 'dropped')[] }> {
  const handed: (MarketPart | 'dropped')[] = [];
  const { store } = openMemory();
  const stall = await Stall.open({
    stock: [1_000],
    holdPolicy: 'first_paid',
    store: {
      ...store,
      stageAppend: (part: MarketPart) => handed.push(part),
      discardStaged: () => handed.push('dropped'),
    },
  });
  return { stall, handed };
}

const partsOf = (handed: readonly (MarketPart | 'dropped')[]) => handed.filter((each) => each !== 'dropped');

/** 120 buyers order in one cut; in its midst the first of them changes their mind. */
async function rush(stall: Stall): Promise<MarketBatch> {
  const orders = Array.from({ length: 120 }, (_, n) => stall.place(n, { 1: 1 }));
  const cancels: Parameters<Stall['send']>[0] = {
    ...stall.add(0),
    decide: (state, when) =>
      cancelOrder(
        state,
        { orderId: [...state.orders.keys()][0] ?? '' },
        { ...when, buyerId: buyerId(0), lookedUp: null },
      ),
  };
  const asks = [...orders.slice(0, 80), cancels, ...orders.slice(80)];
  const outcomes = await Promise.all(asks.map((ask) => stall.send(ask)));
  expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['accepted']));
  expect(stall.store.batches).toHaveLength(1);
  return stall.store.batches[0]!;
}

test('[design] a big cut goes to its store in parts while it is decided, and whole with its append', async () => {
  const { stall, handed } = await stallThatTakesParts();
  const batch = await rush(stall);
  const parts = partsOf(handed);
  expect(parts.length).toBeGreaterThan(2);
  const facts = parts.flatMap((part) => part.facts);
  const keys = parts.flatMap((part) => part.keys);
  expect(facts).toEqual(batch.facts.slice(0, facts.length));
  expect(keys).toEqual(batch.keys.slice(0, keys.length));
  expect(new Set(parts.map(({ from }) => from))).toEqual(new Set([batch.from]));

  // What nothing has changed since is the very row of the batch; the order that was cancelled is another.
  const [first, ...others] = parts.flatMap(({ effects }) => effects.orders);
  const rows = new Set(batch.effects.rows.orders);
  expect(others.every((row) => rows.has(row))).toBe(true);
  expect(first).toMatchObject({ buyerId: buyerId(0), status: 'PLACED' });
  const last = batch.effects.rows.orders.filter(({ orderId }) => orderId === first?.orderId);
  expect(last).toMatchObject([{ status: 'CANCELLED' }]);
  expect(batch.effects.rows.lines.find(({ orderId }) => orderId === first?.orderId)?.cancelledUnits).toBe(1);
});

test('[design] a store that takes no parts is handed the same cut', async () => {
  const { stall } = await stallThatTakesParts();
  const other = await Stall.open({ stock: [1_000], holdPolicy: 'first_paid' });
  expect(await rush(stall)).toEqual(await rush(other));
});

test('[C27] the parts of a cut that cannot be decided to its end are dropped before it is decided again', async () => {
  const { stall, handed } = await stallThatTakesParts();
  const poison = {
    ...stall.add(1),
    decide: () => ({
      kind: 'accepted' as const,
      facts: [{ type: 'sale_stopped', itemNumber: 77, by: { staffId: '', device: '' } } as never],
      reply: () => {
        throw new Error('a bug');
      },
    }),
  };
  const orders = Array.from({ length: 150 }, (_, n) => stall.place(n, { 1: 1 }));
  const asks = [...orders.slice(0, 100), poison, ...orders.slice(100)];
  const codes = (await Promise.all(asks.map((ask) => stall.send(ask)))).map(codeOf);
  expect(codes.filter((code) => code !== 'accepted')).toEqual(['INTERNAL']);
  const dropped = handed.indexOf('dropped');
  expect(dropped).toBeGreaterThan(0);
  expect(partsOf(handed.slice(dropped + 1)).flatMap(({ facts }) => facts)[0]?.seq).toBe(
    partsOf(handed)[0]?.facts[0]?.seq,
  );
  expect(await stall.factsOf('order_placed')).toHaveLength(150);
});
